// error: mismatched types
// label: expected `Vec<String>`, found `Vec<Option<String>>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<String> =
        rows_of(&from(users::table).select(users::nickname.coalesce(users::nickname)));
}
