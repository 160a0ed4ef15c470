// error: `i64` cannot be compared with or set to `&str`
// label: expected `i64` or an expression of that type, found `&str`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::visits.set("many")).filter(users::id.eq(1));
}
