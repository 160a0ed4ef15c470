// error: aggregate and window functions need the rows of a table
// label: begin with `from(table)`, or put the aggregate into `scalar(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select_values((value("x"), count_rows()));
}
