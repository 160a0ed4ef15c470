// error: the query gives `String` for column `labels::label`, which has type `i64`
// label: make the types of query and shape agree
// passes: derived_of_other_arity.rs

use blog::*;
use relata::prelude::*;

shape! { pub labels { id: i64, label: i64 } }

fn main() {
    let _ = from(derived(labels::table, select(Tag))).select(labels::id);
}
