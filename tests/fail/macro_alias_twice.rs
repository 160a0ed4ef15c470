// error: alias `manager` is declared twice
// at: manager

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
alias!(manager: users, manager: users);

fn main() {}
