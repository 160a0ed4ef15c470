// error: a set operation is ordered by its own columns, and `blog::users::name` is none of them
// label: sort by a column that the first side selects

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).union(select(posts::id)).order_by(users::name);
}
