// error: `relata::dialect::MySql` does not know the expressions of GROUP BY in HAVING, nor in its subqueries outer columns that are no keys
// label: aggregate the expression: `min(..)` is its one value in each group

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
