// error: WITH defines a query with the name of table `blog::users::table`, which is used in the statement too
// label: SQL would take the query for the table: give its `shape!` another name

use blog::*;
use relata::prelude::*;

mod named {
    use super::*;
    shape! { pub users { id: i64 } }
}

fn main() {
    let writers = cte(named::users::table, select(posts::author_id));
    let _ = with(writers).query(
        from(users::table).filter(users::id.in_(select(named::users::id))).select(users::name),
    );
}
