// error: FOR UPDATE locks rows of tables, and this query's rows are not
// label: GROUP BY, DISTINCT, aggregates and window functions cannot be locked

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(row_number().over(window().order_by(users::name))).for_update();
}
