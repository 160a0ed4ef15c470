use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        #[computed(price + price)] total: i64,
    }
}

fn main() {}
