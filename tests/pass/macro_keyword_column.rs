use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        r#type: String,
    }
}

fn main() {}
