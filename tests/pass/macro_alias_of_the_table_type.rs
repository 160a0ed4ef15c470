use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
alias!(manager: users);

fn main() {}
