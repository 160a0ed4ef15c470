use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .inner_join(posts::author)
        .order_by(posts::id)
        .select(users::name)
        .after(7);
}
