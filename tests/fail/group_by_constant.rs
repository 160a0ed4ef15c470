// error: GROUP BY takes columns of this query and expressions of them
// label: a constant, an outer column or a subquery cannot be a key
// passes: ungrouped_column_in_expression.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(int::<1>()).select(count_rows());
}
