// error: `i64` cannot be compared with or set to `&str`
// label: expected `i64` or an expression of that type, found `&str`

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::id).filter(papers::data.path("age").as_i64().ge("18"));
}
