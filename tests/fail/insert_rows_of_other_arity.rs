// error: mismatched types
// label: expected a tuple with 1 element, found one with 2 elements

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .rows([(tags::label.set("a"),), (tags::label.set("b"), tags::id.set(2))]);
}
