
use relata::prelude::*;

shape! { pub word { text: String } }

fn main() {
    let words = value(vec!["a".to_owned()]);
    let _ = from(unnest(word::table, words)).select(word::text).to_sql::<Sqlite>();
}
