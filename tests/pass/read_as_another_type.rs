use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<i64> = rows_of(&select(users::id));
}
