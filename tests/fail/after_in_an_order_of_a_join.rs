// error: rows of `blog::users::table` may have the same place in this order: `.after(..)` would leave some out
// label: sort by its primary key last: `.order_by((.., table::id))`; a join must not repeat its rows

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(users::posts)
        .order_by(users::id)
        .select(posts::title)
        .after(7);
}
