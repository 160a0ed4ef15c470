// error: `relata::dialect::MySql` does not write table `blog::posts::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let posted = exists(from(posts::table).filter(posts::author_id.eq(outer(users::id))));
    let posted: Filter<'_, MySql, users::table> = posted.boxed_on(users::table);
    let _ = update(posts::table)
        .set(posts::likes.set(0))
        .filter(exists(select(users::id).filter(posted)))
        .to_sql::<MySql>();
}
