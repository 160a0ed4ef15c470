// error: column `id` is numbered by the database: leave `default` out
// at: default

use relata::prelude::*;

table! {
    pub users {
        #[primary_key, identity, default(1)] id: i64,
    }
}

fn main() {}
