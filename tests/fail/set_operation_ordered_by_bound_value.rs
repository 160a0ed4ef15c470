// error: a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected
// label: two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!("a")`

use blog::*;
use relata::prelude::*;

fn main() {
    let more = select(users::visits + 1).union(select(users::visits + 2));
    let _ = more.order_by(users::visits + 2);
}
