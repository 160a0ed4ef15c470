// error: a row lock cannot be for `blog::posts::table`, which is on the nullable side of an outer join
// label: lock its rows in a query of their own, or use an inner join

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .left_join(users::posts)
        .select(users::name)
        .for_update_of((users::table, posts::table));
}
