// error: `count(..)` is an aggregate: `check` sees one row, not all of them
// at: count

use relata::prelude::*;

table! {
    #[check(count(id) < 100)]
    pub posts {
        #[primary_key] id: i64,
    }
}

fn main() {}
