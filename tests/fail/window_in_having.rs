// error: window functions are not allowed in HAVING
// label: compute it in a subquery, and filter that

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::id)
        .having(row_number().over(window().order_by(users::id)).le(3))
        .select(users::name);
}
