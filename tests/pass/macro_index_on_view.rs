use relata::prelude::*;

view! {
    #[query("SELECT id FROM users")]
    pub active_users {
        #[primary_key] id: i64,
    }
}

fn main() {}
