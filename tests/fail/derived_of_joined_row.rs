// error: the query may give NULL for column `labels::id`, which is not an `Option`
// label: declare `labels::id` as an `Option`, or `coalesce` the expression
// passes: derived_of_row.rs

use blog::*;
use relata::prelude::*;

shape! { pub labels { post: i64, id: i64, label: Option<String> } }

fn main() {
    let labeled = from(posts::table).left_join(posts::tags).select((posts::id, Tag));
    let _ = from(derived(labels::table, labeled)).select(labels::label);
}
