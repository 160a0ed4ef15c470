use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .group_by_rollup(posts::author_id)
        .select(count_rows())
        .to_sql::<MariaDb>();
}
