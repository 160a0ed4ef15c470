// error: this ON does not mention the joined table `blog::posts::table`
// label: compare a column of `blog::posts::table` with one of the tables before, or write `.cross_join(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(posts::table).on(users::id.eq(1)).select(users::name);
}
