// error: `HasMany` needs a `BelongsTo` on the other side, and relation `nodes::children` is none
// label: without one there is no foreign key between the two tables
// passes: macro_belongs_to_of_itself.rs

use relata::prelude::*;

table! {
    pub nodes {
        #[primary_key] id: i64,
        #[references(nodes::id)] parent_id: Option<i64>,
        children: HasMany<nodes::children>,
    }
}

fn main() {}
