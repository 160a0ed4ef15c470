// error: column `blog::users::name` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::name` to `.group_by(..)`, or aggregate it, as in `max(blog::users::name)`
// passes: nested_aggregates.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::visits)
        .select(sum(count_rows()).over(window().partition_by(users::name)));
}
