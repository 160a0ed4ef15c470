use relata::prelude::*;

#[derive(SqlType)]
pub struct Money(i64);

fn main() {}
