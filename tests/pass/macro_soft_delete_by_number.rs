use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[soft_delete] gone: bool,
    }
}

fn main() {}
