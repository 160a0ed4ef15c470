use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        visits: i64,
    }
}

fn main() {}
