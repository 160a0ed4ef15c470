// error: a cursor is the place of a whole row, and this query selects something else
// label: write `select(Post)`, or give the values of the sort keys in `.after((..))`

use blog::*;
use relata::prelude::*;

fn page(last: &Post) {
    let both = from(posts::table).inner_join(posts::author).select((Post, User));
    let _ = both.order_by(posts::id).cursor::<Sqlite>(last);
}

fn main() {
    let _ = page;
}
