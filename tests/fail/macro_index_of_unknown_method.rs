// error: expected `hash`, `gin`, `gist`, `spgist`, `brin` or `fulltext`
// at: gim
// passes: macro_index_in_order_by_gin.rs

use relata::prelude::*;

table! {
    #[index(tags, method = gim)]
    pub posts {
        #[primary_key] id: i64,
        tags: Vec<String>,
    }
}

fn main() {}
