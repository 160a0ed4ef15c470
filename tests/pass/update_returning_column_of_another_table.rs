use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        update(tags::table).set(tags::label.set("x")).filter(tags::id.eq(1)).returning(tags::label);
}
