use relata::prelude::*;

table! {
    #[index(title)]
    pub posts {
        #[primary_key] id: i64,
        title: String,
    }
}

fn main() {}
