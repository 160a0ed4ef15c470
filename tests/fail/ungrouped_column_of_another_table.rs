// error: column `blog::posts::title` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::posts::title` to `.group_by(..)`, or aggregate it, as in `max(blog::posts::title)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(users::posts)
        .group_by(users::id)
        .select((users::name, posts::title));
}
