// error: `post_tags::table` has no single foreign key to `tags::table`
// label: a `#[references(..)]` column is needed, and if there are several, name the one that counts

use relata::prelude::*;

table! {
    pub posts {
        #[primary_key] id: i64,

        tags: ManyToMany<tags::posts, post_tags>,
    }
}
table! {
    pub tags {
        #[primary_key] id: i64,

        posts: ManyToMany<posts::tags, post_tags>,
    }
}
table! {
    #[primary_key(post_id, tag_id)]
    pub post_tags {
        #[references(posts::id)] post_id: i64,
        tag_id: i64,
    }
}

fn main() {}
