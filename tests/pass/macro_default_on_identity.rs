use relata::prelude::*;

table! {
    pub users {
        #[primary_key, default(1)] id: i64,
    }
}

fn main() {}
