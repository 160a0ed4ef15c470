// error: relation `author` needs the column that references the other table: write `BelongsTo<users::posts, author_id>`
// at: >

use relata::prelude::*;

table! {
    pub posts {
        #[primary_key] id: i64,

        author: BelongsTo<users::posts>,
    }
}

fn main() {}
