// error: `HasMany` needs a `BelongsTo` on the other side, and relation `users::posts` is none
// label: without one there is no foreign key between the two tables

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        posts: HasMany<posts::authors>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        authors: HasMany<users::posts>,
    }
}

fn main() {}
