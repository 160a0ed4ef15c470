// error: evaluation panicked: this default is not a value of `code`, which has type `Code`
// label: evaluation of `_` failed here

use relata::prelude::*;

#[derive(Clone, Debug, PartialEq, SqlType)]
pub struct Code(String);

table! {
    pub users as User {
        #[primary_key] id: i64,
        #[default(5)] code: Code,
    }
}

fn main() {}
