// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`
// errors: 1 (valid SQL that is refused so far)
use blog::*;
use relata::prelude::*;

fn main() {
    let next =
        scalar(from(posts::table).filter(posts::id.eq(outer(users::id) + 1)).select(posts::title));
    let _ = from(users::table).select(next);
}
