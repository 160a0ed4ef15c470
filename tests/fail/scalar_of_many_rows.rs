// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(scalar(from(posts::table).select(posts::id)));
}
