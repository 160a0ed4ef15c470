// error: `blog::other` is not a table that can be written
// label: write the table's own name, `users::table`: a view, a named query, an alias and a row struct are only read

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(other).every_row();
}
