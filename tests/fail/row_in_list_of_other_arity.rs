// error: `[(&str, {integer}, {integer}); 1]` is not a list of rows to look in
// label: expected tuples of values, or a subquery that selects one column for each part
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::title, posts::id)).in_([("Rust", 7, 8)]));
}
