// error: `Busy` has no fields, so nothing could be selected into it
// at: Busy

use relata::prelude::*;

#[derive(Projection)]
pub struct Busy {}

fn main() {}
