use blog::*;
use relata::functions::grouping;
use relata::prelude::*;

fn main() {
    let by_author = from(posts::table).group_by_rollup(posts::author_id);
    let _ = by_author.having(posts::author_id.is_null()).select(count_rows()).to_sql::<Postgres>();
    let _ = by_author.having(grouping(posts::author_id).eq(1)).select(count_rows()).to_sql::<MySql>();
}
