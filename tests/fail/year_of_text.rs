// error: a date is needed, but this is `String`
// label: `String` has no year, month and day

use relata::prelude::*;

table! { pub names { #[primary_key] id: i64, name: String, day: chrono::NaiveDate } }

fn main() {
    let _ = select(functions::year(names::name));
}
