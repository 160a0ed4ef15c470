use relata::prelude::*;

table! {
    #[check(id < 100)]
    pub posts {
        #[primary_key] id: i64,
    }
}

fn main() {}
