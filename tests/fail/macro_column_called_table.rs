// error: `table` means the table itself: choose another name, and `#[column(name = "table")]` for the database
// at: table

use relata::prelude::*;

table! {
    pub seats {
        #[primary_key] id: i64,
        table: i32,
    }
}

fn main() {}
