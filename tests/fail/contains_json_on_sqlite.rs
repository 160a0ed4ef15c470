// error: `relata::dialect::Sqlite` does not support `JsonContains`
// label: this statement needs `JsonContains`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::id).filter(papers::data.contains_json(["sql"])).to_sql::<Sqlite>();
}
