// error: a series of `NaiveDateTime` needs a step
// label: `generate_series_by(shape, first, last, step)` takes one; without, a series is of numbers

use chrono::NaiveDateTime;
use relata::prelude::*;

table! {
    pub stays { #[primary_key] id: i64, since: NaiveDateTime, until: NaiveDateTime }
}
shape! { pub day { start: NaiveDateTime } }

fn main() {
    let days = generate_series(day::table, stays::since, stays::until);
    let _ = from(stays::table).inner_join(days).select((stays::id, day::start));
}
