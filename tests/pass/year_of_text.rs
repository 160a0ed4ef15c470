use relata::prelude::*;

table! { pub names { #[primary_key] id: i64, name: String, day: chrono::NaiveDate } }

fn main() {
    let _ = select(functions::year(names::day));
}
