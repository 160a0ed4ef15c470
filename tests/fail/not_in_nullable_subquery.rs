// error: NOT IN over a subquery that may give NULL is never true once it does
// label: use `not_exists(..)`, or select a column that is NOT NULL

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::name.not_in(select(posts::body))).select(users::id);
}
