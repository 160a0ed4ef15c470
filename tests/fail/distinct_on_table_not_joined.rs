// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).distinct_on(posts::id);
}
