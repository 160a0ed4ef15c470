// error: write the function without calling it: `default_with(String::new)`
// at: String::new()

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default_with(String::new())] name: String,
    }
}

fn main() {}
