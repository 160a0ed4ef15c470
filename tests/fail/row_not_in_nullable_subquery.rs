// error: NOT IN over a subquery that may give NULL is never true once it does
// label: use `not_exists(..)`, or select a column that is NOT NULL
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::id, posts::title)).not_in(select((post_tags::post_id, post_tags::note))));
}
