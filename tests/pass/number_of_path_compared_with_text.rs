use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::id).filter(papers::data.path("age").as_i64().ge(18));
}
