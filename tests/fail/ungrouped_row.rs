// error: column `blog::User` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::User` to `.group_by(..)`, or aggregate it, as in `max(blog::User)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::name).select((User, count_rows()));
}
