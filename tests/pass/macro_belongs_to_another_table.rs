use relata::prelude::*;

table! {
    pub people {
        #[primary_key] id: i64,

        posts: HasMany<posts::author>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(people::id)] author_id: i64,

        author: BelongsTo<people::posts, author_id>,
    }
}

fn main() {}
