// error: `HasOne` needs a `BelongsTo` over a unique key on the other side, and relation `profiles::user` is none
// label: declare `#[unique]` on its columns, or write `HasMany` here where it is a `BelongsTo` of several rows

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
