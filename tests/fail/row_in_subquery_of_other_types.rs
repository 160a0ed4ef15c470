// error: SQL `i64` cannot be compared with `String`
// label: this is `i64`, the other side is `String`
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::id, posts::title)).in_(select((post_tags::post_id, post_tags::tag_id))));
}
