// error: `&str` is not a value for each key of ORDER BY
// label: write one value for each sort key, in their order, as a tuple where there are several

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).order_by((posts::title, posts::id)).after("Rust");
}
