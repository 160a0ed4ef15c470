// error: what is taken here is computed more than once, and may be another value each time
// label: `random()`, `sql!` and `sql_function!` cannot stand here, since the SQL repeats it: write the whole as a text of `sql!`

use blog::*;
use relata::functions::lpad;
use relata::prelude::*;

fn main() {
    let code = sql!(String, "hex(randomblob(2))");
    let _ = from(users::table).select(lpad(users::name, sql!(i64, "random()"), code)).to_sql::<Sqlite>();
}
