// error: FOR UPDATE locks rows of tables, and this query's rows are not
// label: GROUP BY, DISTINCT, aggregates and window functions cannot be locked

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).group_by(users::id).select(users::name).for_update();
}
