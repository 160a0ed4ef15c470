use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(tags::table).set(tags::label.set("t")).filter(tags::id.eq(1));
}
