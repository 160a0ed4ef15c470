// error: a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected
// label: two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!("a")`
// passes: ungrouped_column_in_expression.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::visits.in_([1, 2]))
        .select((users::visits.in_([3]), count_rows()));
}
