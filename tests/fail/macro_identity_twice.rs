// error: a table has one identity column, and `id` is it already
// at: identity

use relata::prelude::*;

table! {
    pub users {
        #[primary_key, identity] id: i64,
        #[identity] number: i64,
    }
}

fn main() {}
