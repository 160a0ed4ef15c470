// error: mismatched types
// label: expected `Vec<(Option<String>, String)>`, found `Vec<(Option<String>, Option<String>)>`
use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(Option<String>, String)> =
        rows_of(&from(users::table).full_join(users::posts).select((users::name, posts::title)));
}
