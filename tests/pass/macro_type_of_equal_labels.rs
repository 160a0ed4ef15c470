use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {
    OnHold,
    #[sql(rename = "paused for now")]
    Paused,
}

fn main() {}
