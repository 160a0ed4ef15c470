// error: `relata::dialect::MySql` does not support `Channels`
// label: this statement needs `Channels`, which `relata::dialect::MySql` does not have

use relata::prelude::*;
use relata::query::notify::notify;

fn main() {
    let _ = notify("jobs", "42").to_sql::<MySql>();
}
