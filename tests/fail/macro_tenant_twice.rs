// error: a table has one tenant column, and `team` is it already

use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[tenant] team: i64,
        #[tenant] group: i64,
    }
}

fn main() {}
