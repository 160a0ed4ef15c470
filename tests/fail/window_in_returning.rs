// error: aggregate and window functions are not allowed in RETURNING
// label: return the rows, or run a SELECT afterwards
// passes: aggregate_in_returning.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        delete(posts::table).every_row().returning(row_number().over(window().order_by(posts::id)));
}
