// error: `OnHold` and `Paused` have the same label "on_hold"
// at: "on_hold"

use relata::prelude::*;

#[derive(SqlType)]
pub enum Status {
    OnHold,
    #[sql(rename = "on_hold")]
    Paused,
}

fn main() {}
