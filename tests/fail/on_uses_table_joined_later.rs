// error: table `blog::post_tags::table` is not part of this query
// label: bring `blog::post_tags::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::id.eq(post_tags::post_id))
        .inner_join(post_tags::table)
        .on(post_tags::post_id.eq(posts::id))
        .select(users::name);
}
