// error: a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected
// label: two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!("a")`

use blog::*;
use relata::prelude::*;

fn main() {
    let far = window().order_by((users::visits + 1).desc()).shared();
    let _ = select((users::id, rank().over(far)));
}
