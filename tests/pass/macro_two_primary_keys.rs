use relata::prelude::*;

table! {
    #[unique(id, name)]
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}

fn main() {}
