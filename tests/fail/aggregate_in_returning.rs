// error: aggregate and window functions are not allowed in RETURNING
// label: return the rows, or run a SELECT afterwards

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).every_row().returning(count_rows());
}
