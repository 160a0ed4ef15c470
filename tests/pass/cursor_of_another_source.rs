use blog::*;
use relata::prelude::*;

alias!(twin: posts);

fn page(last: &Post) {
    let rows = from(posts::table).inner_join(twin).on(twin[posts::id].eq(posts::id));
    let _ = rows.select(twin[Post]).order_by(twin[posts::id]).cursor::<Sqlite>(last);
}

fn main() {
    let _ = page;
}
