// error: identity column `id` must be an integer, not `String`
// at: String

use relata::prelude::*;

table! {
    pub users {
        #[primary_key, identity] id: String,
    }
}

fn main() {}
