// error: `usize` is not a type that a column can have
// label: write `#[derive(relata::SqlType)]` on `usize`, or use a type that has it

use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        visits: usize,
    }
}

fn main() {}
