// error: one side of a set operation cannot have ORDER BY, LIMIT or a lock
// label: order and limit the result: `a.union(b).order_by(..)`
// passes: lock_of_grouped_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().union(select(posts::id));
}
