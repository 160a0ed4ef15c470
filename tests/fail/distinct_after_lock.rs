// error: `.distinct()` must come before `.order_by(..)` and row locks
// label: SELECT DISTINCT is ordered by selected columns only, which `.order_by(..)` checks
// passes: lock_of_grouped_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).for_update().distinct();
}
