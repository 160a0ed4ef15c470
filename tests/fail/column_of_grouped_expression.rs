// error: column `blog::users::name` must appear in GROUP BY or be used in an aggregate function
// passes: ungrouped_column_in_expression.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(lower(users::name)).select(users::name);
}
