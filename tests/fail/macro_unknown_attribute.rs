// error: unknown attribute `uniqe`: did you mean `unique`?
// at: uniqe

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[uniqe] email: String,
    }
}

fn main() {}
