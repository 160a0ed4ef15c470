// error: `Status` cannot be compared with or set to `&str`
// label: expected `Status` or an expression of that type, found `&str`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::status.eq("archived")).select(users::id);
}
