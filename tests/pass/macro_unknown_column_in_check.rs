use relata::prelude::*;

table! {
    #[check(length(title) > 0 && title != "none")]
    pub posts {
        #[primary_key] id: i64,
        title: String,
    }
}

fn main() {}
