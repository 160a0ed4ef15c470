// error: `(&str, {float})` is no path into JSON
// label: a path is a key, as in `.path("city")`, a place in an array, a `usize`, or a tuple of such steps

use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = select(papers::data.path(("tags", 0.5)));
}
