// error: rows of `blog::posts::table` may have the same place in this order: `.after(..)` would leave some out
// label: sort by its primary key last: `.order_by((.., table::id))`; a join must not repeat its rows

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).order_by(posts::title).after("Rust");
}
