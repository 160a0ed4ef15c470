// error: `relata::dialect::MySql` does not write table `blog::tags::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`
// passes: update_by_own_table_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let last = scalar(from(tags::table).select(max(tags::label)));
    let _ = insert_into(tags::table).values(tags::label.set(last.coalesce("a"))).to_sql::<MySql>();
}
