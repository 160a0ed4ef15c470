// error: column `visits` must appear in GROUP BY or be used in an aggregate function
// label: add `visits` to `.group_by(..)`, or aggregate it, as in `max(visits)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::name)
        .select(rank().over(window().order_by(users::visits)));
}
