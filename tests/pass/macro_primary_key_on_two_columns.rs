use relata::prelude::*;

table! {
    #[primary_key(post_id, tag_id)]
    pub post_tags {
        post_id: i64,
        tag_id: i64,
    }
}

fn main() {}
