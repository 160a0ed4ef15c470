// error: `HasOne` needs a `BelongsTo` over a unique key on the other side, and relation `posts::authors` is none
// label: declare `#[unique]` on its columns, or write `HasMany` here where it is a `BelongsTo` of several rows
// errors: 2 since neither side has the key

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        post: HasOne<posts::authors>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        authors: HasMany<users::post>,
    }
}

fn main() {}
