// error: SQL `String` cannot be compared with `i64`
// label: this is `String`, the other side is `i64`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(posts::author_id.eq(posts::title)).select(posts::id);
}
