// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first
// passes: outer_table_is_not_there.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(posts::table).filter(posts::author_id.eq(users::id))))
        .select(users::name);
}
