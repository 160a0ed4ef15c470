// error: column `blog::tags::label` has no default
// label: give it a value, or declare `#[default(..)]` on it

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set_default());
}
