// error: `unique` takes columns, expressions and `filter(..)` alone: the rest is for `index`
// at: unique
// passes: macro_order_of_gin_index

use relata::prelude::*;

table! {
    #[unique(title desc)]
    pub posts {
        #[primary_key] id: i64,
        title: String,
    }
}

fn main() {}
