use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        nickname: Option<String>,
    }
}

fn main() {}
