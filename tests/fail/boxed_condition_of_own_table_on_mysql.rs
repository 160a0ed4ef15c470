// error: `relata::dialect::MySql` does not write table `blog::users::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let own = users::id.in_(select(users::id).filter(users::visits.gt(5)));
    let busy: Filter<'_, MySql, users::table> = own.boxed_on(users::table);
    let _ = update(users::table).set(users::visits.set(0)).filter(busy).to_sql::<MySql>();
}
