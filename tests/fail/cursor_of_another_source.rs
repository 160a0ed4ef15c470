// error: `blog::Post` does not have each sort key of the query as a field
// label: the query is to be sorted by columns of its rows; other values stand in `.after((..))`

use blog::*;
use relata::prelude::*;

alias!(twin: posts);

fn page(last: &Post) {
    let rows = from(posts::table).inner_join(twin).on(twin[posts::id].eq(posts::id));
    let _ = rows.select(Post).order_by(twin[posts::id]).cursor::<Sqlite>(last);
}

fn main() {
    let _ = page;
}
