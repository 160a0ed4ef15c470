// error: LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows
// label: add `.order_by(..)` before, or say `.limit_unordered(n)`
// passes: first_of_distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::title).distinct_on(posts::author_id).limit(3);
}
