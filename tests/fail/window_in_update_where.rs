// error: aggregate and window functions are not allowed in WHERE
// label: filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery
// passes: window_in_where.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(row_number().over(window().order_by(users::id)).le(3));
}
