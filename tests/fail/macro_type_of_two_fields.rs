// error: `Money` must have one unnamed field to be a column's type: `struct Money(i64);`
// at: Money

use relata::prelude::*;

#[derive(SqlType)]
pub struct Money(i64, String);

fn main() {}
