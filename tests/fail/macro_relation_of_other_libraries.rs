// error: relation `posts`: write `HasMany<..>`
// at: OneToMany

use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,

        posts: OneToMany<posts::author>,
    }
}

fn main() {}
