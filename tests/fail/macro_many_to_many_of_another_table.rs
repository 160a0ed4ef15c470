// error: `ManyToMany` needs a `ManyToMany` over `views::table` on the other side, and relation `users::liked` is none
// label: both sides must go over the same table

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
        likers: ManyToMany<users::liked, views>,
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
