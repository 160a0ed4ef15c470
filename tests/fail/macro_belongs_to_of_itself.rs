// error: `BelongsTo` needs a `HasMany` or `HasOne` on the other side, and relation `nodes::parent` is neither
// label: the foreign key of this relation does not lead back by that one

use relata::prelude::*;

table! {
    pub nodes {
        #[primary_key] id: i64,
        #[references(nodes::id)] parent_id: Option<i64>,
        parent: BelongsTo<nodes::parent, parent_id>,
    }
}

fn main() {}
