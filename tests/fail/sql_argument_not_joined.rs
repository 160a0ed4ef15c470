// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first
// passes: sql_text_made_at_run_time.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(sql!(i64, "abs({})", posts::id));
}
