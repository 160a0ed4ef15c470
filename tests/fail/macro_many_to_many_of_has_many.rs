// error: `HasMany` needs a `BelongsTo` on the other side, and relation `users::liked` is none
// label: without one there is no foreign key between the two tables

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        liked: ManyToMany<posts::likers, likes>,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: i64,
        likers: HasMany<users::liked>,
    }
}
table! {
    #[primary_key(post_id, user_id)]
    pub likes { #[references(posts::id)] post_id: i64, #[references(users::id)] user_id: i64 }
}
table! {
    #[primary_key(post_id, user_id)]
    pub views { #[references(posts::id)] post_id: i64, #[references(users::id)] user_id: i64 }
}

fn main() {}
