// error: the subquery selects another number of columns than the row has
// label: select one column for each part of the row
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::id, posts::author_id)).in_(select(post_tags::post_id)));
}
