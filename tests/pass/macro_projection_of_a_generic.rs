use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {
    pub name: String,
}

fn main() {}
