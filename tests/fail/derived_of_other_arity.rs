// error: the query's columns are not those of the shape
// label: select as many columns as the shape has, in its order

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(derived(totals::table, select(users::id))).select(totals::author);
}
