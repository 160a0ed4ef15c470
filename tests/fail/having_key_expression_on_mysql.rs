// error: `relata::dialect::MySql` does not know the expressions of GROUP BY in HAVING, nor in its subqueries outer columns that are no keys
// label: aggregate the expression: `min(..)` is its one value in each group

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
