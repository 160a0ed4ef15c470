// error: a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected
// label: two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!("a")`

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let city = || papers::data.path("city").as_text();
    let _ = from(papers::table).group_by(city()).select(city());
}
