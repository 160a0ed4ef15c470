use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(post_tags::table)
        .group_by((post_tags::post_id, post_tags::tag_id))
        .select(post_tags::note);
}
