// error: `relata::dialect::Sqlite` does not support `Arrays`
// label: this statement needs `Arrays`, which `relata::dialect::Sqlite` does not have

use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, tags: Vec<String> }
}

fn main() {
    let _ = select(notes::id).filter(notes::tags.contains_all(["sql"])).to_sql::<Sqlite>();
}
