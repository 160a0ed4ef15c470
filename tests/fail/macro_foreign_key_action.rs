// error: unknown action `cascad`: did you mean `cascade`?
// at: cascad

use relata::prelude::*;

table! {
    pub employees {
        #[primary_key] id: i64,
        #[references(employees::id, on_delete = cascad)] boss_id: Option<i64>,
    }
}

fn main() {}
