use relata::prelude::*;

table! {
    pub users {
        #[primary_key, identity] id: i32,
    }
}

fn main() {}
