use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {
    Active,
}

fn main() {}
