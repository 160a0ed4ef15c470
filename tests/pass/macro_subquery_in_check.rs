use relata::prelude::*;

table! {
    #[check(id in (1, 2, 3))]
    pub posts {
        #[primary_key] id: i64,
    }
}

fn main() {}
