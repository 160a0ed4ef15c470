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
        #[references(users::id)] author_id: i64,
        author: BelongsTo<users::posts, author_id>,
    }
}

fn main() {}
