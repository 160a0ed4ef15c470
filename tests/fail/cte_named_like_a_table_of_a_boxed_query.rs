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
    let first = cte(named::users::table, select(posts::author_id));
    let known = from(users::table).inner_join(users::posts).select(users::id).boxed::<Sqlite>();
    let read = from(named::users::table).filter(named::users::id.in_(known));
    let _ = with(first).query(read.select(named::users::id));
}
