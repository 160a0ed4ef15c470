// error: `id` is part of the primary key, which is never NULL: leave `Option` out
// at: Option<i64>

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: Option<i64>,
    }
}

fn main() {}
