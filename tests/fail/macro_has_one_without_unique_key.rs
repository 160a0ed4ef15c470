// error: `HasOne` needs a unique key over the columns of relation `user`: several rows may have the same
// label: declare `#[unique]` there, or write `HasMany` here

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        profile: HasOne<profiles::user>,
    }
}
table! {
    pub profiles {
        #[primary_key] id: i64,
        #[references(users::id)] user_id: i64,
        user: BelongsTo<users::profile, user_id>,
    }
}

fn main() {}
