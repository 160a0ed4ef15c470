// error: `.distinct_on(..)` must come before `.order_by(..)` and row locks
// label: the rows are ordered by its keys first: write the other keys after it
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::id).distinct_on(users::visits);
}
