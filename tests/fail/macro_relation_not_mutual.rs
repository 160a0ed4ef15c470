// error: relation `posts::editor` does not name `users::posts` as its inverse
// label: both sides of a relation must name each other

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,

        posts: HasMany<posts::editor>,
        edited: HasMany<posts::editor>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] editor_id: i64,

        editor: BelongsTo<users::edited, editor_id>,
    }
}

fn main() {}
