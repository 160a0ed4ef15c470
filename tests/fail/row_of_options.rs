// error: a comparison with NULL is never true
// label: this is an `Option`, and `None` would be NULL
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::title, posts::id)).eq(("Rust", Some(7))));
}
