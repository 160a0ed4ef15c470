// error: the trait bound `(&str, {float}): IntoPath` is not satisfied
// label: the trait `IntoPath` is not implemented for `(&str, {float})`

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::data.path(("tags", 0.5)));
}
