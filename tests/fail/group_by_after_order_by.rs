// error: `.group_by(..)` must come before `.order_by(..)`
// label: groups are ordered by their keys and by aggregates only, which `.order_by(..)` checks
// passes: order_by_ungrouped_column.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).order_by(users::name).group_by(users::visits).select(count_rows());
}
