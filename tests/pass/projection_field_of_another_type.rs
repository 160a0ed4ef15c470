use blog::*;
use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {
    name: String,
    posts: i64,
}

fn main() {
    let _ = from(users::table).select(SelectBusy { name: users::name, posts: users::visits });
}
