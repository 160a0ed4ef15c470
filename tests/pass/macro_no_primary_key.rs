use relata::prelude::*;

table! {
    pub users {
        #[primary_key] id: i64,
        name: String,
    }
}
table! {
    #[primary_key(user_id, badge)]
    pub badges {
        user_id: i64,
        badge: String,
    }
}

fn main() {}
