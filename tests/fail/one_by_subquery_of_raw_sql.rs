// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`
// passes: scalar_of_many_rows.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let any = scalar(from(posts::table).select(max(sql!(i64, "{} + random() % 2", posts::id))));
    let _ = from(users::table)
        .select(scalar(from(posts::table).filter(posts::id.eq(any)).select(posts::title)));
}
