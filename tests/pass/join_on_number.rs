use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::author_id.eq(users::id))
        .select(users::id);
}
