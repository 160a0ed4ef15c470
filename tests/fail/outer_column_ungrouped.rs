// error: column `blog::users::id` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::id` to `.group_by(..)`, or aggregate it, as in `max(blog::users::id)`

use blog::*;
use relata::prelude::*;

fn main() {
    let newest = scalar(
        from(posts::table).filter(posts::author_id.eq(outer(users::id))).select(max(posts::id)),
    );
    let _ = from(users::table).group_by(users::name).select((users::name, newest));
}
