// error: INSERT lacks column `blog::tags::label`, which is NOT NULL and has no default
// label: add `blog::tags::label.set(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).default_values();
}
