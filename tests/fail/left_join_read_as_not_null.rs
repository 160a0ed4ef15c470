// error: mismatched types
// label: expected `Vec<(String, String)>`, found `Vec<(String, Option<String>)>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(String, String)> =
        rows_of(&from(users::table).left_join(users::posts).select((users::name, posts::title)));
}
