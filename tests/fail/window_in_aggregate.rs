// error: aggregate functions cannot be nested
// label: aggregate in a subquery first
// passes: window_in_where.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let inner = row_number().over(window().order_by(users::id));
    let _ = from(users::table).select(max(inner));
}
