// error: this cursor is of another order than the query
// label: take it from a query in the same order: `query.cursor_at(text)`

use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let by_title = select(Post).order_by((posts::title, posts::id));
    let last = by_title.cursor::<Sqlite>(last);
    let _ = select(Post).order_by((posts::title.desc(), posts::id)).after_cursor(Some(last));
}

fn main() {
    let _ = page;
}
