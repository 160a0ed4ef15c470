// error: `()` assigns nothing
// label: write `column.set(value)`, or several in parentheses
// passes: column_twice_in_insert.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(());
}
