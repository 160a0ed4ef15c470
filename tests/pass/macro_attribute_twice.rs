use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[unique, index] email: String,
    }
}

fn main() {}
