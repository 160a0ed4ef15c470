// error: what is taken here is computed more than once, and may be another value each time
// label: `random()`, `sql!` and `sql_function!` cannot stand here, since the SQL repeats it: write the whole as a text of `sql!`
// passes: floor_of_a_whole_number.rs

use blog::*;
use relata::functions::{floor, random};
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(floor(random() * 6.0)).to_sql::<Sqlite>();
}
