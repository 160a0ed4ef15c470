// error: a time is needed, but this is `NaiveDate`
// label: `NaiveDate` has no hour, minute and second

use chrono::{NaiveDate, NaiveDateTime};
use relata::prelude::*;

table! { pub days { #[primary_key] id: i64, day: NaiveDate, at: NaiveDateTime } }

fn main() {
    let _ = select(functions::hour(days::day));
}
