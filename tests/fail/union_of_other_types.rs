// error: one side of this set operation selects `String` where the other selects `i32`
// label: both sides must select the same types, in the same order

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select((users::id, users::name)).union(select((posts::id, posts::likes)));
}
