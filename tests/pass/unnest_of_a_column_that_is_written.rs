use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, tags: Vec<String>, first: String }
}
shape! { pub tag { name: String } }
alias! { pub other: notes }

fn main() {
    let _ = update(notes::table)
        .from(other)
        .from(unnest(tag::table, other[notes::tags]))
        .set(notes::first.set(tag::name))
        .filter(notes::id.eq(other[notes::id]));
}
