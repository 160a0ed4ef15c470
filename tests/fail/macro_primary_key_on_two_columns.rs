// error: a key over several columns stands above the table: `#[primary_key(post_id, tag_id)]`
// at: primary_key

use relata::prelude::*;

table! {
    pub post_tags {
        #[primary_key] post_id: i64,
        #[primary_key] tag_id: i64,
    }
}

fn main() {}
