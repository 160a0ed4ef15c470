// error: a comparison with NULL is never true
// label: this is an `Option`, and `None` would be NULL
// passes: between_another_type.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::visits.between(1, None)).select(users::id);
}
