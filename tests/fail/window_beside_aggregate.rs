// error: column `blog::users::id` must appear in GROUP BY or be used in an aggregate function
// label: add `blog::users::id` to `.group_by(..)`, or aggregate it, as in `max(blog::users::id)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).select((count_rows(), row_number().over(window().order_by(users::id))));
}
