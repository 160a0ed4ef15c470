// error: table `users` has no primary key: mark a column `#[primary_key]`, or write `#[primary_key(a, b)]` above the table
// at: users

use relata::prelude::*;

table! {
    pub users {
        id: i64,
        name: String,
    }
}

fn main() {}
