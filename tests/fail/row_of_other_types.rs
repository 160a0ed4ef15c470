// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`
// passes: row_comparisons.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(row((posts::title, posts::id)).eq((7, 7)));
}
