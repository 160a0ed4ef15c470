use relata::prelude::*;

table! {
    pub nodes {
        #[primary_key] id: i64,
        #[references(nodes::id)] parent_id: Option<i64>,
        parent: BelongsTo<nodes::children, parent_id>,
        children: HasMany<nodes::parent>,
    }
}

fn main() {}
