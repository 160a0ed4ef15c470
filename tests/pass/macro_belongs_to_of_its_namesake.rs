use relata::prelude::*;

table! {
    #[table(name = "users", schema = "a")]
    pub a_users {
        #[primary_key] id: i64,
        #[references(b_users::id)] other_id: i64,
        other: BelongsTo<b_users::other, other_id>,
    }
}
table! {
    #[table(name = "users", schema = "b")]
    pub b_users {
        #[primary_key] id: i64,
        other: HasMany<a_users::other>,
    }
}

fn main() {}
