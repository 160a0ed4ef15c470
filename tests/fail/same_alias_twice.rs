// error: table `blog::other` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(other)
        .on(other[users::id].eq(users::visits))
        .inner_join(other)
        .on(other[users::id].eq(users::visits))
        .select(users::name);
}
