// error: table `elsewhere::other` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`
// passes: same_alias_twice.rs

use blog::*;
use relata::prelude::*;

mod elsewhere {
    use super::*;
    alias!(pub other: users);
}

fn main() {
    let _ = from(users::table)
        .inner_join(other)
        .on(other[users::id].eq(users::visits))
        .inner_join(elsewhere::other)
        .on(elsewhere::other[users::id].eq(users::visits))
        .select(users::name);
}
