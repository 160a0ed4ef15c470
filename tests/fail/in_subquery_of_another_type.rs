// error: SQL `String` cannot be compared with `i64`
// label: this is `String`, the other side is `i64`
// passes: in_subquery_of_two_columns.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.in_(select(posts::title))).select(users::name);
}
