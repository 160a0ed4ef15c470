// error: `Status` doesn't implement `Debug`
// at: status: Status,

use relata::prelude::*;

#[derive(Clone, Copy, PartialEq, SqlType)]
pub enum Status {
    Open,
    Closed,
}

table! {
    pub doors as Door {
        #[primary_key] id: i64,
        status: Status,
    }
}

fn main() {}
