// error: `.right_join(..)` and `.full_join(..)` must come before `.filter(..)`
// label: they fill the tables before with NULL, for which `.filter(..)` checks its condition

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(not(users::name.eq("x")))
        .right_join(users::posts)
        .select(posts::title);
}
