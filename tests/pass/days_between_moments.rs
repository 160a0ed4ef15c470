use chrono::{NaiveDate, NaiveDateTime};
use relata::prelude::*;

table! { pub days { #[primary_key] id: i64, day: NaiveDate, at: NaiveDateTime } }

fn main() {
    let _ = select(functions::date_diff(functions::date(days::at), days::day));
}
