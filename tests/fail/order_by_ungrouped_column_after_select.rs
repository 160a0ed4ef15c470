// error: column `blog::users::visits` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::visits` to `.group_by(..)`, or aggregate it, as in `max(blog::users::visits)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(count_rows()).order_by(users::visits);
}
