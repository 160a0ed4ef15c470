// error: `users` has a column or relation `posts` already
// at: posts

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        posts: i64,

        posts: HasMany<posts::author>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
    }
}

fn main() {}
