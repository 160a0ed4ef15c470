// error: mismatched types
// label: expected `Vec<i64>`, found `Vec<Option<i64>>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<i64> = rows_of(&from(users::table).select(sum(users::visits)));
}
