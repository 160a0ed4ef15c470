// error: `check` sees one row: a subquery cannot stand in it
// at: select

use relata::prelude::*;

table! {
    #[check(id in (select id))]
    pub posts {
        #[primary_key] id: i64,
    }
}

fn main() {}
