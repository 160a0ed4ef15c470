// error: `Busy` cannot be generic: its fields are what a row holds
// at: <T>

use relata::prelude::*;

#[derive(Projection)]
pub struct Busy<T> {
    pub name: T,
}

fn main() {}
