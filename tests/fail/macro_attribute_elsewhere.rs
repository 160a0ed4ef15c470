// error: `identity` stands on a column
// at: identity

use relata::prelude::*;

table! {
    #[identity]
    pub users {
        #[primary_key] id: i64,
    }
}

fn main() {}
