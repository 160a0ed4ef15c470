// error: aggregate and window functions are not allowed in JOIN .. ON
// label: aggregate in a subquery, and join that
// passes: window_in_where.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::author_id.eq(row_number().over(window().order_by(users::id))))
        .select(users::name);
}
