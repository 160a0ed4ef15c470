use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {
    Active,
    Custom,
}

fn main() {}
