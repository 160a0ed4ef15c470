// error: table `blog::users::table` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).cross_join(users::table).select(users::name);
}
