// error: `select(..)` needs a column to know its table by
// label: begin with a column, an expression of one or a row struct, or write `from(table)` before

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select((value(1_i64), users::name));
}
