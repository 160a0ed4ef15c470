// error: relation `posts` names the other table's module, as in `posts::author`: `Post` is called like a row struct
// passes: macro_references_a_row_struct.rs

use relata::prelude::*;

table! {
    pub users as User {
        #[primary_key] id: i64,
        posts: HasMany<Post::author>,
    }
}
table! {
    pub posts as Post {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        author: BelongsTo<users::table, author_id>,
    }
}

fn main() {}
