// error: aggregate and window functions are not allowed in WHERE
// label: filter groups with `.having(..)` after `.group_by(..)`, or put this into a subquery

use blog::*;
use relata::prelude::*;

fn main() {
    let most = sql!(aggregate i64, "max({})", users::visits);
    let _ = select(users::id).filter(most.gt(1));
}
