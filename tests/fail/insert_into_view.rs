// error: `blog::active_users::table` is not a table that can be written
// label: write the table's own name, `users::table`: a view, a named query, an alias and a row struct are only read

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(active_users::table).values(active_users::name.set("Ada"));
}
