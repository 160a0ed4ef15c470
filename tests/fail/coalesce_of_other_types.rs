// error: `String` cannot be compared with or set to `{integer}`
// label: expected `String` or an expression of that type, found `{integer}`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::nickname.coalesce(0));
}
