// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).filter(users::id.eq(1));
}
