use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        #[computed(abs(price), stored)] total: i64,
    }
}

fn main() {}
