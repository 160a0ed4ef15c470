// error: SQL `String` cannot be compared with `i64`
// label: this is `String`, the other side is `i64`
// passes: row_of_row_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::id, posts::author_id)).eq(row((posts::author_id, posts::title))))
        .select(posts::id);
}
