// error: `relata::dialect::MySql` does not write table `blog::users::table` while a subquery of the statement reads it
// label: let the subquery read a copy: `from(derived(shape::table, select(..).distinct()))`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::visits.set(0))
        .filter(users::id.in_(select(users::id).filter(users::visits.gt(5))))
        .to_sql::<MySql>();
}
