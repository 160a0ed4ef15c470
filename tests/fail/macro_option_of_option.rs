// error: column `nickname` is NULL or not, never twice: write one `Option`
// at: Option<Option<String>>

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        nickname: Option<Option<String>>,
    }
}

fn main() {}
