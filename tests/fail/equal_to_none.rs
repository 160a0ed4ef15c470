// error: a comparison with NULL is never true
// label: this is an `Option`, and `None` would be NULL

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.eq(None::<&str>)).select(users::id);
}
