// error: `blog::Post` does not have each sort key of the query as a field
// label: the query is to be sorted by columns of its rows; other values stand in `.after((..))`

use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let by_title = select(Post).order_by((lower(posts::title), posts::id));
    let _ = by_title.cursor::<Sqlite>(last);
}

fn main() {
    let _ = page;
}
