// error: a set operation is ordered by its own columns, and this is none of them
// label: sort by a column that the first side selects
// errors: 1 (valid SQL that is refused so far)
use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Tag).union(select(Tag)).order_by(tags::id);
}
