// error: `String` is no array
// label: an array is needed

use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, tags: String }
}
shape! { pub tag { name: String } }

fn main() {
    let _ = from(notes::table).inner_join(unnest(tag::table, notes::tags)).select(tag::name);
}
