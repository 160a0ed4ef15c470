// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update_of(posts::table);
}
