// error: foreign key `posts::author_id` has type `i32`, but `users::id` has type `i64`
// label: give `posts::author_id` the type `i64`

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: Option<i32>,
    }
}

fn main() {}
