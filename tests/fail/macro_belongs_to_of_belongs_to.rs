// error: `BelongsTo` needs a `HasMany` or `HasOne` on the other side, and relation `users::post` is neither
// label: the foreign key of this relation does not lead back by that one

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[references(posts::id)] post_id: i64,
        post: BelongsTo<posts::author, post_id>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        author: BelongsTo<users::post, author_id>,
    }
}

fn main() {}
