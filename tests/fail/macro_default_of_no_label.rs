// error: evaluation panicked: "actve" is not a label of `Status`
// label: evaluation of `_` failed here

use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub enum Status {
    Active,
    Gone,
}

table! {
    pub users as User {
        #[primary_key] id: i64,
        #[default("actve")] status: Status,
    }
}

fn main() {}
