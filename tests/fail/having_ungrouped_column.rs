// error: column `blog::users::visits` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::visits` to `.group_by(..)`, or aggregate it, as in `max(blog::users::visits)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).group_by(users::name).having(users::visits.gt(1)).select(users::name);
}
