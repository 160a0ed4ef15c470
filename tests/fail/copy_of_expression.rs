// error: a row that is sent by itself has values, and this is an expression
// label: COPY and LOAD DATA compute nothing: give a value, or insert the rows as they are

use blog::*;
use relata::prelude::*;

fn main() {
    let rows = ["a", "b"].map(|label| tags::label.set(lower(value(label))));
    let _ = insert_into(tags::table).rows(rows).by_copy();
}
