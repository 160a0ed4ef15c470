// error: FOR UPDATE locks rows of tables, and this query's rows are not
// label: GROUP BY, DISTINCT, aggregates and window functions cannot be locked
// passes: lock_of_grouped_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).distinct().for_update();
}
