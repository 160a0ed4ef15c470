use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {
    pub name: String,
    pub posts: i64,
}

fn main() {}
