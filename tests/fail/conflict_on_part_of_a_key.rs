// error: type mismatch resolving `<Cons<Col<post_id, table>, Nil> as Markers>::List == Cons<post_id, Cons<tag_id, Nil>>`
// label: expected `Cons<post_id, Cons<tag_id, Nil>>`, found `Cons<post_id, Nil>`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(post_tags::table)
        .values((post_tags::post_id.set(1), post_tags::tag_id.set(1)))
        .on_conflict(post_tags::post_id)
        .do_nothing();
}
