// error: `Wrapper` cannot be generic: a column has one type
// at: <T>

use relata::prelude::*;

#[derive(SqlType)]
pub struct Wrapper<T>(T);

fn main() {}
