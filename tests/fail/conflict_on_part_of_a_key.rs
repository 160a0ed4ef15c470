// error: ON CONFLICT names what is not a unique key of `blog::post_tags::table`
// label: a PRIMARY KEY or UNIQUE constraint over exactly these columns is needed

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(post_tags::table)
        .values((post_tags::post_id.set(1), post_tags::tag_id.set(1)))
        .on_conflict(post_tags::post_id)
        .do_nothing();
}
