use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        name: String,
    }
}

fn main() {}
