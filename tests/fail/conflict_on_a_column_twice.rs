// error: ON CONFLICT names what is not a unique key of `blog::post_tags::table`
// label: a PRIMARY KEY or UNIQUE constraint over exactly these columns is needed
// passes: conflict_on_part_of_a_key.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(post_tags::table)
        .values((post_tags::post_id.set(1), post_tags::tag_id.set(1)))
        .on_conflict((post_tags::post_id, post_tags::tag_id, post_tags::post_id))
        .do_nothing();
}
