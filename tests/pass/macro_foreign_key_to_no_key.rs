use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        #[unique] name: String,
    }
}
table! {
    pub posts {
        #[primary_key] id: i64,
        #[references(users::name)] author: String,
    }
}

fn main() {}
