use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(row((posts::author_id, posts::likes)).count_distinct()).to_sql::<MySql>();
    let _ = select(count(posts::author_id).distinct()).to_sql::<Sqlite>();
}
