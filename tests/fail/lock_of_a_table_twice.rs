// error: a row lock names table `blog::users::table` twice
// label: leave one of the two out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).for_update_of((users::table, users::table));
}
