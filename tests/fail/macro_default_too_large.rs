// error: this default is not a value of `age`, which has type `i16`
// at: 40000

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default(40000)] age: i16,
    }
}

fn main() {}
