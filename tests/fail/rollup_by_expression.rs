// error: ROLLUP, CUBE and GROUPING SETS take columns as their keys
// label: select the expression in a `derived(..)` query, and group by its column
// passes: rollup_key_read_as_not_null.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by_rollup(users::nickname.is_null()).select(count_rows());
}
