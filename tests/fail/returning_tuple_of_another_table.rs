// error: table `blog::users::table` is not part of this query
// label: bring `blog::users::table` in with a join first
// passes: returning_column_of_another_table.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(posts::table)
        .from(users::table)
        .set(posts::title.set(users::name))
        .filter(users::id.eq(posts::author_id))
        .returning((posts::id, users::name));
}
