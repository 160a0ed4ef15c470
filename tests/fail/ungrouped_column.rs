// error: column `blog::users::email` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::email` to `.group_by(..)`, or aggregate it, as in `max(blog::users::email)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::name).select((users::email, count_rows()));
}
