// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set(5));
}
