use relata::prelude::*;

#[derive(Debug, Clone, Copy, PartialEq, SqlType)]
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
