use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Code(i64);

table! {
    pub users as User {
        #[primary_key] id: i64,
        #[default(5)] code: Code,
    }
}

fn main() {}
