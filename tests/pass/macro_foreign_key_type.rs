use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::id)] author_id: Option<i64>,
    }
}

fn main() {}
