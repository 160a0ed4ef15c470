// error: table `notes::table` is not part of this query
// label: bring `notes::table` in with a join first

use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, tags: Vec<String> }
}
shape! { pub tag { name: String } }

fn main() {
    let _ = from(unnest(tag::table, notes::tags)).select(tag::name);
}
