use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<Option<i64>> = rows_of(&from(posts::table).select(sum(posts::likes)));
}
