// error: SQL `String` cannot be compared with `i64`
// label: this is `String`, the other side is `i64`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::visits + users::name);
}
