// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first
// passes: boxed_filter_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::id).boxed::<Sqlite>().order_by(posts::id);
}
