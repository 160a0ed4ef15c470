// error: `relata::dialect::MySql` knows columns of GROUP BY and aggregates in HAVING, and nothing that depends on them
// label: aggregate what is no column of GROUP BY: `min(..)` is its one value in each group
// passes: having_dependent_column_on_mariadb.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let named = from(posts::table).filter(posts::title.eq(outer(users::name)));
    let _ = from(users::table)
        .group_by(users::id)
        .having(exists(named))
        .select(users::id)
        .to_sql::<MySql>();
}
