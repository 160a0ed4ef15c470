use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(post_tags::table)
        .values((post_tags::post_id.set(1), post_tags::tag_id.set(1)))
        .on_conflict((post_tags::post_id, post_tags::tag_id))
        .do_nothing();
    let _ = insert_into(post_tags::table)
        .values((post_tags::post_id.set(1), post_tags::tag_id.set(1)))
        .on_conflict((post_tags::tag_id, post_tags::post_id))
        .do_nothing();
}
