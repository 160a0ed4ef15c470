use relata::prelude::*;

use chrono::{DateTime, NaiveDateTime, Utc};
table! { pub visits { #[primary_key] id: i64, at: DateTime<Utc>, local: NaiveDateTime } }

fn main() {
    let _ = from(visits::table)
        .filter(visits::at.lt(now::<DateTime<Utc>>()))
        .filter(visits::local.lt(now::<NaiveDateTime>()))
        .select(visits::id);
}
