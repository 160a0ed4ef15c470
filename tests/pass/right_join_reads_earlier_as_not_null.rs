use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(Option<String>, String)> =
        rows_of(&from(users::table).right_join(users::posts).select((users::name, posts::title)));
}
