use relata::prelude::*;

shape! {
    pub people_who_signed_in_on_the_website_at_least_once { id: i64 }
}

fn main() {}
