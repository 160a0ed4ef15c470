use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        post: HasOne<posts::author>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id), unique] author_id: i64,
        author: BelongsTo<users::post, author_id>,
    }
}

fn main() {}
