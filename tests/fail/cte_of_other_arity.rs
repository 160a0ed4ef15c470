// error: the query's columns are not those of the shape
// label: select as many columns as the shape has, in its order

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, select(users::id));
}
