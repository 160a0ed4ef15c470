use relata::prelude::*;

table! {
    #[table(name = "Order Details")]
    pub users {
        #[primary_key] id: i64,
    }
}

fn main() {}
