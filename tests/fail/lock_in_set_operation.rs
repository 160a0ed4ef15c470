// error: one side of a set operation cannot lock its rows
// label: leave the lock out, or run the two queries one after the other
// passes: lock_of_grouped_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().union(select(posts::id));
}
