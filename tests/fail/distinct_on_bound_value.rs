// error: a bound value cannot be part of GROUP BY, DISTINCT ON, a shared window or a sort key that must be selected
// label: two placeholders are not the same to the database: write a constant as `int::<1>()` or `text!("a")`
// passes: distinct_on.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).distinct_on(users::visits + 1);
}
