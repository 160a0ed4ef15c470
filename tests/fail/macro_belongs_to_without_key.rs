// error: relation `author` needs a foreign key: write `#[references(users::..)]` on `author_id`
// at: author_id

use relata::prelude::*;

table! {
    pub posts {
        #[primary_key] id: i64,
        author_id: i64,

        author: BelongsTo<users::posts, author_id>,
    }
}

fn main() {}
