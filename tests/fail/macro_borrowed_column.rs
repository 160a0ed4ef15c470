// error: column `name` owns its value: write `String`
// at: &str

use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        name: &str,
    }
}

fn main() {}
