// error: field `busy_fields::name` has type `String`, but `i64` is selected into it
// label: make the field `i64`, or select an expression of type `String`

use blog::*;
use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {
    name: String,
    posts: i64,
}

fn main() {
    let _ = from(users::table).select(SelectBusy { name: users::id, posts: users::visits });
}
