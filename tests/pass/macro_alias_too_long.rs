use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
alias!(people_who_signed_in_on_the_website_at_least_once: users);

fn main() {}
