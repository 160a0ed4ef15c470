// error: variant `Custom` has fields: an enum is stored as its labels alone
// at: (String)

use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {
    Active,
    Custom(String),
}

fn main() {}
