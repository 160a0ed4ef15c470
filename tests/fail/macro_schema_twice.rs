// error: table `users` stands in schema `blog` twice
// at: users

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
schema! { pub blog: users, users }

fn main() {}
