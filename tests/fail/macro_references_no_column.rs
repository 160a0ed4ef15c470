// error: expected a table and its column, as in `users::id`
// at: users

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users)] author_id: i64,

        author: BelongsTo<users::table, author_id>,
    }
}

fn main() {}
