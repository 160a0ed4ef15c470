// error: column `name` of `users` is declared twice
// at: name

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
        name: Option<String>,
    }
}

fn main() {}
