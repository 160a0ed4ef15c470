use relata::prelude::*;

table! {
    pub users {
        #[primary_key, identity] id: i64,
    }
}

fn main() {}
