// error: `relata::dialect::Sqlite` does not support `CastOfDates`
// label: this statement needs `CastOfDates`, which `relata::dialect::Sqlite` does not have

use chrono::{DateTime, NaiveDate, Utc};
use relata::prelude::*;

table! {
    pub visits { #[primary_key] id: i64, at: DateTime<Utc> }
}

fn main() {
    let _ = select(visits::at.cast::<NaiveDate>()).to_sql::<Sqlite>();
}
