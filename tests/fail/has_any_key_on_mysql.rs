// error: `relata::dialect::MySql` does not support `JsonbOperators`
// label: this statement needs `JsonbOperators`, which `relata::dialect::MySql` does not have

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::id).filter(papers::data.has_any_key(["a", "b"])).to_sql::<MySql>();
}
