use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let city = papers::data.path(text!("city")).as_text();
    let _ = from(papers::table).group_by(city).select(city);
}
