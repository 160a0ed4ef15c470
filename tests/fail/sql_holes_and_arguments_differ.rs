// error: evaluation panicked: `sql!` needs one expression for each pair of braces in its text
// label: evaluation of `main::_` failed here
// passes: sql_text_made_at_run_time.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(sql!(i64, "{} + {}", users::id));
}
