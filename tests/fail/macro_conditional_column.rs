// error: a column cannot depend on `cfg`: write it above the whole macro
// at: cfg

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[cfg(unix)] name: String,
    }
}

fn main() {}
