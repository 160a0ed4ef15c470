// error: relation `author` leads to `users`, but `author_id` references `people`
// at: author_id

use relata::prelude::*;

table! {
    pub people {
        #[primary_key] id: i64,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(people::id)] author_id: i64,

        author: BelongsTo<users::posts, author_id>,
    }
}

fn main() {}
