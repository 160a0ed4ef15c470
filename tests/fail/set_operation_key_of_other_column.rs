// error: a set operation is ordered by its own columns, and `blog::posts::title` is none of them
// label: sort by a column that the first side selects

use blog::*;
use relata::prelude::*;

fn main() {
    let q = select(posts::id).union(select(users::id));
    let key = q.key(posts::title.asc());
    let _ = q.order_by_keys(vec![key]);
}
