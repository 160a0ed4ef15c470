// error: `unique` takes columns, expressions and `filter(..)` alone: the rest is for `index`
// at: unique
// passes: macro_index_in_order_by_gin.rs

use relata::prelude::*;

table! {
    #[unique(title desc)]
    pub posts {
        #[primary_key] id: i64,
        title: String,
    }
}

fn main() {}
