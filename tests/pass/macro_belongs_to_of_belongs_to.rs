use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[references(posts::id)] post_id: i64,
        post: BelongsTo<posts::chosen_by, post_id>,
        posts: HasMany<posts::author>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        author: BelongsTo<users::posts, author_id>,
        chosen_by: HasMany<users::post>,
    }
}

fn main() {}
