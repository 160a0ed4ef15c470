// error: expected `,` after the column
// at: email

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String
        email: String,
    }
}

fn main() {}
