// error: `relata::dialect::MySql` does not write table `blog::users::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let same = from(derived(totals::table, select((users::id, users::visits))));
    let _ = delete(users::table).filter(users::id.in_(same.select(totals::author))).to_sql::<MySql>();
}
