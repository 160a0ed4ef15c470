use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let by_title = select(Post).order_by((posts::title, posts::id));
    let last = by_title.cursor::<Sqlite>(last);
    // Other columns and filters are in the same order.
    let _ = select(posts::id).order_by((posts::title, posts::id)).after_cursor(Some(last));
}

fn main() {
    let _ = page;
}
