// error: this statement returns no rows
// label: say which columns: `.select(..)` for a query, `.returning(..)` for INSERT, UPDATE or DELETE
// passes: cte_that_writes_on_sqlite.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, delete(posts::table).filter(posts::id.eq(1)));
}
