// error: `sum(..)` is an aggregate: `computed` sees one row, not all of them
// at: sum

use relata::prelude::*;

table! {
    pub lines {
        #[primary_key] id: i64,
        price: i64,
        #[computed(sum(price))] total: i64,
    }
}

fn main() {}
