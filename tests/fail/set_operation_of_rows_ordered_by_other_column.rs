// error: a set operation is ordered by its own columns, and `blog::posts::id` is none of them
// label: sort by a column that the first side selects
// passes: set_operation_ordered_by_other_column.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Tag).union(select(Tag)).order_by((tags::label, posts::id));
}
