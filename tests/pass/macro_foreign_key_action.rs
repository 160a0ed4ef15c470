use relata::prelude::*;

table! {
    pub employees {
        #[primary_key] id: i64,
        #[references(employees::id, on_delete = cascade)] boss_id: Option<i64>,
    }
}

fn main() {}
