// error: `relata::dialect::MySql` does not write table `blog::users::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let mut posted = select(posts::author_id).boxed::<MySql>();
    posted = posted.filter(posts::author_id.in_(select(users::id)));
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(posted))
        .to_sql::<MySql>();
}
