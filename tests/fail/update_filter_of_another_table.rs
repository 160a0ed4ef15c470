// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::visits.set(0)).filter(posts::likes.gt(1));
}
