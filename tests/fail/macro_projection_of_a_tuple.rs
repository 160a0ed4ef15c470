// error: `Busy` needs named fields: expressions are selected by name
// at: Busy

use relata::prelude::*;

#[derive(Projection)]
pub struct Busy(String, i64);

fn main() {}
