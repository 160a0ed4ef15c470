// error: this ON mentions no table but the joined one, `blog::posts::table`
// label: compare a column of `blog::posts::table` with one of the tables before, or write `.cross_join(..)`
// passes: on_ignores_the_joined_table.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(posts::table).on(posts::id.eq(1)).select(users::name);
}
