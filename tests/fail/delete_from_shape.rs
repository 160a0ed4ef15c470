// error: `blog::totals::table` is not a table that can be written
// label: write the table's own name, `users::table`: a view, a named query, an alias and a row struct are only read
// passes: insert_into_view.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(totals::table).every_row();
}
