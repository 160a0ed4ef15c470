// error: enum `Status` has no variants, so no column could hold a value
// at: Status

use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {}

fn main() {}
