// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first
// errors: 2 (the mistake shows in what follows from it too)

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select((User, Post));
}
