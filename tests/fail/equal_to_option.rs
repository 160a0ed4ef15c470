// error: a comparison with NULL is never true
// label: this is an `Option`, and `None` would be NULL

use blog::*;
use relata::prelude::*;

fn main() {
    let nickname = Some("x");
    let _ = from(users::table).filter(users::nickname.eq(nickname)).select(users::id);
}
