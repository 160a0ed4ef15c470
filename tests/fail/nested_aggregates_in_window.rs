// error: aggregate functions cannot be nested
// label: aggregate in a subquery first
// passes: nested_aggregates.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::visits)
        .select(sum(max(sum(users::score))).over(window()));
}
