// error: what is selected must appear in GROUP BY or be used in an aggregate function
// label: this has several values in a group
// passes: ungrouped_column_in_expression.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(lower(users::name)).select(users::name);
}
