use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[tenant] team: i64,
        group: i64,
    }
}

fn main() {}
