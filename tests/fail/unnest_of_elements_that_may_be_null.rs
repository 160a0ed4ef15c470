// error: the query may give NULL for column `mark::number`, which is not an `Option`
// label: declare `mark::number` as an `Option`, or `coalesce` the expression

use relata::prelude::*;

table! {
    pub notes { #[primary_key] id: i64, marks: Vec<Option<i32>> }
}
shape! { pub mark { number: i32 } }

fn main() {
    let _ = from(notes::table).inner_join(unnest(mark::table, notes::marks)).select(mark::number);
}
