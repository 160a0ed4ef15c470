use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
schema! { pub blog: users }

fn main() {}
