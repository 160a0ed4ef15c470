// error: aggregate and window functions are not allowed in WHERE
// label: filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).filter(count(posts::id).gt(1)).select(posts::title);
}
