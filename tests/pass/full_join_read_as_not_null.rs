use blog::*;
use relata::prelude::*;

fn main() {
    let _: Vec<(Option<String>, Option<String>)> =
        rows_of(&from(users::table).full_join(users::posts).select((users::name, posts::title)));
}
