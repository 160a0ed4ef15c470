// error: a path leads into JSON, but this is `std::string::String`
// label: a column of `serde_json::Value` or `Json<T>` is needed

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::title.path("city").as_text());
}
