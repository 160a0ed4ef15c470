// error: UPDATE or DELETE without a filter would touch every row of the table
// label: add `.filter(..)`, or say `.every_row()`
// passes: cte_that_writes_on_sqlite.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, delete(posts::table).returning((posts::author_id, posts::id)));
}
