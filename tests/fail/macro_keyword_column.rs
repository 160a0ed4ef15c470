// error: `type` is a keyword of Rust: write `r#type`
// at: type

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        type: String,
    }
}

fn main() {}
