// error: missing field `posts` in initializer of `SelectBusy<_, _>`
// label: missing `posts`
// passes: projection_field_of_another_type.rs

use blog::*;
use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {
    name: String,
    posts: i64,
}

fn main() {
    let _ = from(users::table).select(SelectBusy { name: users::name });
}
