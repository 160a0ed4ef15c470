use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(users::posts)
        .group_by((users::id, posts::title))
        .select((users::name, posts::title));
}
