// error: column `blog::users::name` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::name` to `.group_by(..)`, or aggregate it, as in `max(blog::users::name)`
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::visits)
        .select(count_rows())
        .distinct_on(users::name);
}
