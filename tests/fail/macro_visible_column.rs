// error: a column is as visible as its table: leave this out
// at: pub

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        pub name: String,
    }
}

fn main() {}
