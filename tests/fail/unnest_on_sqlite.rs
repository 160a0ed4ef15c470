// error: `relata::dialect::Sqlite` does not support `TableFunctions`
// label: this statement needs `TableFunctions`, which `relata::dialect::Sqlite` does not have
// errors: 2 of the function and of its array

use relata::prelude::*;

shape! { pub word { text: String } }

fn main() {
    let words = value(vec!["a".to_owned()]);
    let _ = from(unnest(word::table, words)).select(word::text).to_sql::<Sqlite>();
}
