// error: this cannot be a side of a set operation
// label: a query made by `from(..)` or `select(..)` is needed here
// passes: union_of_other_types.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).boxed::<Sqlite>().union(select(posts::id));
}
