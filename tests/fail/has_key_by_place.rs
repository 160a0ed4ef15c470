// error: `usize` is no key of an object in JSON
// label: a key is a text, as in `.has_key("city")`

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::data.has_key(0));
}
