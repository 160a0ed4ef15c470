// error: this query may give several rows, and only one is expected here
// label: fix a unique key with `.filter(key.eq(..))`, or take the first with `.order_by(..).limit_one()`
// passes: scalar_of_many_rows.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let some: Filter<'_, Sqlite, tags::table> = sql!(bool, "random() > 0").boxed_on(tags::table);
    let any = scalar(from(tags::table).filter(some).select(max(tags::id)));
    let _ = from(users::table)
        .select(scalar(from(posts::table).filter(posts::id.eq(any)).select(posts::title)));
}
