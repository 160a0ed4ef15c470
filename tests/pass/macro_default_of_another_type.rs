use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default(0)] visits: i64,
        #[default("none")] title: String,
    }
}

fn main() {}
