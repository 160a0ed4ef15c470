use relata::prelude::*;

table! {
    pub seats {
        #[primary_key] id: i64,
        #[column(name = "table")] table_number: i32,
    }
}

fn main() {}
