// error: a comparison with NULL is never true
// label: this is an `Option`, and `None` would be NULL
// passes: equal_to_none.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.eq(None)).select(users::id);
}
