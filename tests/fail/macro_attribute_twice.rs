// error: `unique` is written twice: leave one out
// at: unique

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[unique, index, unique] email: String,
    }
}

fn main() {}
