// error: table `blog::tags::table` is not part of this query
// label: bring `blog::tags::table` in with a join first
// passes: delete_using_on_sqlite.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).from(users::table).filter(tags::id.eq(1));
}
