use relata::prelude::*;

#[cfg(unix)]
table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}

fn main() {}
