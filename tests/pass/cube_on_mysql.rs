use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .group_by_cube((posts::author_id, posts::likes))
        .select(count_rows())
        .to_sql::<Postgres>();
    let _ = from(posts::table)
        .group_by_rollup((posts::author_id, posts::likes))
        .select(count_rows())
        .to_sql::<MySql>();
}
