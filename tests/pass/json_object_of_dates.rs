use chrono::NaiveDate;
use relata::functions::json_object;
use relata::prelude::*;

table! { pub days { #[primary_key] id: i64, day: NaiveDate } }

fn main() {
    let _ = select(json_object((("id", days::id), ("day", days::day.cast::<String>()))));
}
