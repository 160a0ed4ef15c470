// error: a date without a time is needed, but this is `NaiveDateTime`
// label: of a date and time, `date(..)` is the date

use chrono::{NaiveDate, NaiveDateTime};
use relata::prelude::*;

table! { pub days { #[primary_key] id: i64, day: NaiveDate, at: NaiveDateTime } }

fn main() {
    let _ = select(functions::date_diff(days::at, days::at));
}
