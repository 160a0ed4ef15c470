// error: an alias names the table's module: write `manager: users`
// at: users::table

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
alias!(manager: users::table);

fn main() {}
