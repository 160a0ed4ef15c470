use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub enum Status {
    Active,
    Gone,
}

table! {
    pub users as User {
        #[primary_key] id: i64,
        #[default("active")] status: Status,
    }
}

fn main() {}
