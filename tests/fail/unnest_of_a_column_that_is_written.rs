// error: table `notes::table` is not part of this query
// label: bring `notes::table` in with a join first

use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, tags: Vec<String>, first: String }
}
shape! { pub tag { name: String } }

fn main() {
    let _ = update(notes::table).from(unnest(tag::table, notes::tags)).set(notes::first.set(tag::name));
}
