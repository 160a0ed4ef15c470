use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values((tags::id.set(7), tags::label.set("seven")));
}
