use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,

        author: BelongsTo<users::table, author_id>,
    }
}

fn main() {}
