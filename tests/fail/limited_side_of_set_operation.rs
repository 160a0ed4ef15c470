// error: one side of a set operation cannot have ORDER BY, LIMIT or a lock
// label: order and limit the result: `a.union(b).order_by(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::id).limit(1).union(select(posts::id));
}
