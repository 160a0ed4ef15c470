// error: `relata::dialect::MariaDb` knows columns of GROUP BY and aggregates in HAVING, and nothing that depends on them
// label: aggregate what is no column of GROUP BY: `min(..)` is its one value in each group

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::id)
        .having(users::name.eq("Ada"))
        .select(users::id)
        .to_sql::<MariaDb>();
}
