// error: table `blog::tags::table` is not part of this query
// label: bring `blog::tags::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(posts::table).filter(posts::id.eq(outer(tags::id)))))
        .select(users::name);
}
