// error: FOR UPDATE locks rows of tables, and this query's rows are not
// label: GROUP BY, DISTINCT, aggregates and window functions cannot be locked
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).distinct_on(users::visits).for_update();
}
