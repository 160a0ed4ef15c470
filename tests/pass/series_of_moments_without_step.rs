use chrono::NaiveDateTime;
use relata::prelude::*;
use relata::types::Interval;

table! {
    pub stays { #[primary_key] id: i64, since: NaiveDateTime, until: NaiveDateTime }
}
shape! { pub day { start: NaiveDateTime } }

fn main() {
    let step = value(Interval::days(1));
    let days = generate_series_by(day::table, stays::since, stays::until, step);
    let _ = from(stays::table).inner_join(days).select((stays::id, day::start));
}
