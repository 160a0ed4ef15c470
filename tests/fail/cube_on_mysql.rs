// error: `relata::dialect::MySql` does not support `GroupingSets`
// label: this statement needs `GroupingSets`, which `relata::dialect::MySql` does not have

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .group_by_cube((posts::author_id, posts::likes))
        .select(count_rows())
        .to_sql::<MySql>();
}
