// error: `{integer}` is not something to sort by
// label: write a column, `.asc()`, `.desc()`, or a tuple of these
// passes: order_by_constant.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(1).select(users::name);
}
