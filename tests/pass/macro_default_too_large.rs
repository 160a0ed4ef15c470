use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default(40000)] age: i32,
    }
}

fn main() {}
