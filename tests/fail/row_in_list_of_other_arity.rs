// error: a row is compared with a tuple of as many values, but this is `(&str, {integer}, {integer})`
// label: write one value or expression for each part of the row
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::title, posts::id)).in_([("Rust", 7, 8)]));
}
