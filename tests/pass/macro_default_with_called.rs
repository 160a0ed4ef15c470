use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[default_with(String::new)] name: String,
        #[default_with(|| String::from("none"))] title: String,
    }
}

fn main() {}
