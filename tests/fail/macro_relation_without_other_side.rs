// error: relation `posts` needs the relation on the other side, not the table alone: write `HasMany<posts::author>`
// at: posts

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,

        posts: HasMany<posts>,
    }
}

fn main() {}
