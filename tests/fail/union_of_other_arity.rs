// error: the two sides of this set operation select different numbers of columns
// label: both sides must select the same columns

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select((users::id, users::name)).union(select(users::id));
}
