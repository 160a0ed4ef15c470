// error: GROUP BY takes columns of this query and expressions of them
// label: a constant, an outer column or a subquery cannot be a key

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).group_by(outer(users::id));
}
