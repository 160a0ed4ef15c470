use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::author_id.eq(users::id))
        .inner_join(post_tags::table)
        .on(post_tags::post_id.eq(posts::id))
        .select(users::name);
}
