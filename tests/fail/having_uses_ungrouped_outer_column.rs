// error: column `blog::users::id` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::id` to `.group_by(..)`, or aggregate it, as in `max(blog::users::id)`

use blog::*;
use relata::prelude::*;

fn main() {
    let of_user = from(posts::table).filter(posts::author_id.eq(outer(users::id)));
    let _ = from(users::table).group_by(users::name).having(exists(of_user)).select(users::name);
}
