// error: mismatched types
// label: expected `Vec<(String, String)>`, found `Vec<(Option<String>, String)>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(String, String)> =
        rows_of(&from(users::table).right_join(users::posts).select((users::name, posts::title)));
}
