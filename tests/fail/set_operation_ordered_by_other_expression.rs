// error: a set operation is ordered by its own columns, and this is none of them
// label: sort by a column that the first side selects
// passes: set_operation_ordered_by_other_column.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name).union(select(posts::title)).order_by(lower(users::name));
}
