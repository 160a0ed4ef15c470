// error: `blog::Status` has no order that all databases agree on
// label: `blog::Status` cannot be put in order
// passes: after_some_of_the_keys.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by((users::status, users::id)).after((Status::Active, 7));
}
