use relata::prelude::*;
use serde_json::Value;

table! {
    pub papers { #[primary_key] id: i64, title: String, data: Value }
}

fn main() {
    let _ = async |engine: Engine<Sqlite>| -> Result<Vec<Option<String>>, relata::Error> {
        engine.all(&select(papers::data.path("city").as_text())).await
    };
}
