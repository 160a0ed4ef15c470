// error: this default is not a value of `visits`, which has type `i64`
// at: "none"

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default("none")] visits: i64,
    }
}

fn main() {}
