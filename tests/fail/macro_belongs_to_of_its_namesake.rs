// error: `BelongsTo` needs a `HasMany` or `HasOne` on the other side, and relation `b_users::other` is neither
// label: the foreign key of this relation does not lead back by that one
// errors: 2 since both sides have the same names, so that neither is the first

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
        #[references(a_users::id)] other_id: i64,
        other: BelongsTo<a_users::other, other_id>,
    }
}

fn main() {}
