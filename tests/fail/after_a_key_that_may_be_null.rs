// error: a sort key may be NULL, and no row is after NULL: `.after(..)` would leave rows out
// label: sort by columns that are NOT NULL, or by `coalesce(..)` of them

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name).order_by((users::score, users::id)).after((1.5, 7));
}
