// error: each row has a tenant: write the type of `team` without `Option`

use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[tenant] team: Option<i64>,
    }
}

fn main() {}
