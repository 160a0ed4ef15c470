use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::score.cast::<i64>());
}
