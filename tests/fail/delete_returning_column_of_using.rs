// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table)
        .from(users::table)
        .filter(users::id.eq(posts::author_id))
        .returning(users::name);
}
