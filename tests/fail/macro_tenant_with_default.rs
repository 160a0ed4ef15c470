// error: column `team` gets the tenant of the statement: leave `default` out

use relata::prelude::*;

table! {
    pub notes {
        #[primary_key] id: i64,
        #[tenant, default(1)] team: i64,
    }
}

fn main() {}
