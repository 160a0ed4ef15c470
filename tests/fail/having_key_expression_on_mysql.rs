// error: `relata::dialect::MySql` takes no expression of GROUP BY in HAVING
// label: aggregate it: in each group, `min(key)` is the key

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
