// error: `.distinct()` must come before `.order_by(..)` and row locks
// label: SELECT DISTINCT is ordered by selected columns only, which `.order_by(..)` checks
// passes: distinct_ordered_by_unselected.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::id).select(users::name).distinct();
}
