use chrono::{DateTime, NaiveDate, Utc};
use relata::functions::current_date;
use relata::prelude::*;

#[derive(Clone, Copy, Debug, SqlType)]
pub struct Moment(DateTime<Utc>);

#[derive(Clone, Copy, Debug, SqlType)]
pub struct Day(NaiveDate);

table! { pub events { #[primary_key] id: i64, at: Moment, day: Day } }

fn main() {
    let here = (events::at.set(now()), events::day.set(current_date()));
    let _ = update(events::table).set(here).filter(events::at.ne(now())).to_sql::<Postgres>();
}
