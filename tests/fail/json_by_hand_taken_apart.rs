// error: what is taken here is computed more than once, and may be another value each time
// label: `random()`, `sql!` and `sql_function!` cannot stand here, since the SQL repeats it: write the whole as a text of `sql!`

use blog::*;
use relata::prelude::*;
use serde_json::Value;

fn main() {
    let json = sql!(Value, "json_object('id', {})", users::id);
    let _ = from(users::table).select(json.path("id").as_i64()).to_sql::<Sqlite>();
}
