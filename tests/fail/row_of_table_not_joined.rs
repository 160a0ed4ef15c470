// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::title, users::id)).gt(("Rust", 7)));
}
