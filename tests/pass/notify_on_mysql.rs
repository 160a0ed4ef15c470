use relata::prelude::*;
use relata::query::notify::notify;

fn main() {
    let _ = notify("jobs", "42").to_sql::<Postgres>();
}
