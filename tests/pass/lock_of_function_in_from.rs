use blog::*;
use relata::prelude::*;

shape! { pub line { number: i64 } }

fn main() {
    let lines = from(unnest(line::table, value(vec![1_i64]))).select(line::number);
    let _ = from(users::table).filter(users::id.in_(lines)).select(users::id).for_update();
}
