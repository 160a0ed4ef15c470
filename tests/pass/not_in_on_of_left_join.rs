use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .left_join(posts::table)
        .on(posts::author_id.eq(users::id).and(not(posts::title.eq("x"))))
        .select((users::name, posts::title));
}
