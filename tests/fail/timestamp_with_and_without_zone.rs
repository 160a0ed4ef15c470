// error: SQL `NaiveDateTime` cannot be compared with `DateTime<Utc>`
// label: this is `NaiveDateTime`, the other side is `DateTime<Utc>`

use relata::prelude::*;

use chrono::{DateTime, NaiveDateTime, Utc};
table! { pub visits { #[primary_key] id: i64, at: DateTime<Utc>, local: NaiveDateTime } }

fn main() {
    let _ = from(visits::table).filter(visits::at.eq(visits::local)).select(visits::id);
}
