// error: column `blog::active_users::name` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::active_users::name` to `.group_by(..)`, or aggregate it, as in `max(blog::active_users::name)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(active_users::table)
        .group_by(active_users::id)
        .select((active_users::name, count_rows()));
}
