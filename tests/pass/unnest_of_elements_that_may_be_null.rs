use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, marks: Vec<Option<i32>> }
}
shape! { pub mark { number: Option<i32> } }

fn main() {
    let _ = from(notes::table).inner_join(unnest(mark::table, notes::marks)).select(mark::number);
}
