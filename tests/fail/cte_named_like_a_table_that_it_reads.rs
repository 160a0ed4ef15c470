// error: WITH defines a query with the name of table `blog::users::table`, which is used in the statement too
// label: SQL would take the query for the table: give its `shape!` another name
// passes: cte_named_like_a_table.rs

use blog::*;
use relata::prelude::*;

mod named {
    use super::*;
    shape! { pub users { id: i64 } }
}

fn main() {
    let copy = from(derived(totals::table, select((users::id, users::visits)).distinct()));
    let first = cte(named::users::table, copy.select(totals::author));
    let _ = with(first).query(from(named::users::table).select(named::users::id));
}
