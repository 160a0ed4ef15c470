// error: table `users` has two primary keys: leave one out
// at: primary_key

use relata::prelude::*;

table! {
    #[primary_key(id, name)]
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}

fn main() {}
