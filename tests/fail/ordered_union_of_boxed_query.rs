// error: a set operation is ordered by the columns that its first side selects, and a boxed query has forgotten them
// label: put the other side first, or order the rows of `derived(shape::table, ..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).boxed::<Sqlite>().union(select(posts::id)).order_by(users::id);
}
