// error: `relata::dialect::MariaDb` does not write table `blog::posts::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: delete_using_with_its_own_table_read_on_mariadb.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let own = posts::id.in_(select(posts::id).filter(posts::likes.gt(5)));
    let liked: Filter<'_, MariaDb, posts::table> = own.boxed_on(posts::table);
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id).and(liked))
        .to_sql::<MariaDb>();
}
