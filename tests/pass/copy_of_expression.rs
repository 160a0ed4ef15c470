use blog::*;
use relata::prelude::*;

fn main() {
    let rows = ["a", "b"].map(|label| tags::label.set(lower(value(label))));
    let _ = insert_into(tags::table).rows(rows);
    let rows = ["a", "b"].map(|label| tags::label.set(label.to_lowercase()));
    let _ = insert_into(tags::table).rows(rows).by_copy();
}
