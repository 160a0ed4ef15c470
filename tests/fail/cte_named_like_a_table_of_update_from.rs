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
    let writers = cte(named::users::table, select(posts::author_id));
    let _ = with(writers).query(
        update(posts::table)
            .from(users::table)
            .set(posts::title.set(users::name))
            .filter(users::id.eq(posts::author_id))
            .filter(users::id.in_(select(named::users::id))),
    );
}
