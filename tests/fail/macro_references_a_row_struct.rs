// error: a foreign key references columns of a table's module, as in `users::id`: `User` is called like a row struct

use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        posts: HasMany<posts::author>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(User::id)] author_id: i64,
        author: BelongsTo<users::posts, author_id>,
    }
}

fn main() {}
