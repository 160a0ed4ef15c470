use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(users::id.eq(1).and(posts::author_id.eq(users::id)))
        .select(users::name);
    let _ = from(users::table).cross_join(posts::table).select(users::name);
}
