use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        #[default(1)] amount: i64,
        #[computed(price * amount)] total: i64,
    }
}

fn main() {}
