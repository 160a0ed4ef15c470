// error: a set operation is ordered by its own columns, and `blog::users::id` is none of them
// label: sort by a column that the first side selects
// passes: set_operation_nulls_last_on_mysql.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select((users::id, users::id))
        .union(select((posts::id, posts::id)))
        .order_by(other[users::id]);
}
