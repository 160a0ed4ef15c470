// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`
// passes: scalar_of_many_rows.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let next =
        scalar(from(posts::table).filter(posts::id.eq(posts::author_id + 1)).select(posts::title));
    let _ = from(users::table).select(next);
}
