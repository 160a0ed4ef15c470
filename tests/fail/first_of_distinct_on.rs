// error: the first of several rows without ORDER BY is any of them
// label: add `.order_by(..)` to the query, or say `.limit_unordered(1)` where any row will do

use blog::*;
use relata::prelude::*;

fn each() -> impl Query<Rows: HasFirst> {
    select(posts::title).distinct_on(posts::author_id)
}

fn main() {}
