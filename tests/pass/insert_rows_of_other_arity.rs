use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .rows([(tags::label.set("a"), tags::id.set(1)), (tags::label.set("b"), tags::id.set(2))]);
}
