// error: `relata::dialect::MySql` does not know the expressions of GROUP BY in HAVING, nor in its subqueries outer columns that are no keys

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .group_by_rollup(posts::author_id)
        .having(posts::author_id.is_null())
        .select(count_rows())
        .to_sql::<MySql>();
}
