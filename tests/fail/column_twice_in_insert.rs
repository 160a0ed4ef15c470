// error: column `blog::tags::label` is assigned twice
// label: leave one of the two assignments of `blog::tags::label` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values((tags::label.set("a"), tags::label.set("b")));
}
