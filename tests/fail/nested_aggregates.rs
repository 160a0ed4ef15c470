// error: aggregate functions cannot be nested
// label: aggregate in a subquery first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(max(sum(users::visits)));
}
