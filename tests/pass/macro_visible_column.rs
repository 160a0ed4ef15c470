use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}

fn main() {}
