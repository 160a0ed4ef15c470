// error: `relata::dialect::MySql` does not write table `blog::users::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let known = select(users::id).filter(users::visits.gt(5)).boxed::<MySql>();
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(exists(known))
        .to_sql::<MySql>();
}
