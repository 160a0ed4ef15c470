// error: this statement cannot run by itself: something in it is not defined
// label: a named query needs `with(..)` around the statement, an `outer(..)` column needs a query around the subquery
// passes: outer_table_is_two_levels_out.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(posts::author_id.eq(outer(outer(users::id))))
        .select(posts::id)
        .boxed::<Sqlite>();
}
