// error: mismatched types
// label: expected `Vec<String>`, found `Vec<i64>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<String> = rows_of(&select(users::id));
}
