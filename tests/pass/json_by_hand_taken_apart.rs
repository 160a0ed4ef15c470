use blog::*;
use relata::prelude::*;
use serde_json::Value;

fn main() {
    let json = sql!(Value, "json_object('id', {})", users::id);
    let _ = from(users::table).select(json.path("id")).to_sql::<Sqlite>();
    let id = sql!(i64, "json_object('id', {}) ->> 'id'", users::id);
    let _ = from(users::table).select(id).to_sql::<Sqlite>();
}
