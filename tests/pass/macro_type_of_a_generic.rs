use relata::prelude::*;

#[derive(SqlType)]
pub struct Wrapper(String);

fn main() {}
