// error: a row is compared with a tuple of as many values, but this is `({integer},)`
// label: write one value or expression for each part of the row

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::title, posts::id)).between(("a", 1), (2,)))
        .select(posts::id);
}
