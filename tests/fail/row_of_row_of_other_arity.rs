// error: a row is compared with one of as many parts
// label: write one value or expression for each part of the row

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::id, posts::author_id)).eq(row((posts::author_id,))))
        .select(posts::id);
}
