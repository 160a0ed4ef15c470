// error: aggregate and window functions are not allowed in WHERE
// label: filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(row_number().over(window().order_by(users::id)).le(3))
        .select(users::name);
}
