// error: SQLite computes what this function takes more than once, and it may be another value each time
// label: `random()`, `sql!` and `sql_function!` cannot stand here: a text of `sql!` holds the function itself
// passes: floor_of_a_whole_number.rs

use blog::*;
use relata::functions::{floor, random};
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(floor(random() * 6.0)).to_sql::<Sqlite>();
}
