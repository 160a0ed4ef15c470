// error: `people_who_signed_in_on_the_website_at_least_once_in_the_last_year` has 66 bytes: databases take names of 63
// at: people_who_signed_in_on_the_website_at_least_once_in_the_last_year

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
alias!(people_who_signed_in_on_the_website_at_least_once_in_the_last_year: users);

fn main() {}
