// error: `set_null` needs a column that may be NULL: `boss_id` is no `Option`
// at: set_null

use relata::prelude::*;

table! {
    pub employees {
        #[primary_key] id: i64,
        #[references(employees::id, on_delete = set_null)] boss_id: i64,
    }
}

fn main() {}
