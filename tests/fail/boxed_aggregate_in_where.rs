// error: aggregate and window functions are not allowed in WHERE
// label: filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery
// passes: boxed_filter_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::id).boxed::<Sqlite>().filter(count(users::id).gt(1));
}
