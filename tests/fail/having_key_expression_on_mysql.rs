// error: `relata::dialect::MySql` knows columns of GROUP BY and aggregates in HAVING, and nothing that depends on them
// label: aggregate what is no column of GROUP BY: `min(..)` is its one value in each group

use blog::*;
use relata::prelude::*;

fn main() {
    let parity = users::visits % int::<2>();
    let _ = from(users::table)
        .group_by(parity)
        .having(parity.gt(0))
        .select(count_rows())
        .to_sql::<MySql>();
}
