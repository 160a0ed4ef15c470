// error: table `blog::other` is not part of this query
// label: bring `blog::other` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(other[users::name]);
}
