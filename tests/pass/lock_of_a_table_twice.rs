use blog::*;
use relata::prelude::*;

fn main() {
    let q = from(users::table).inner_join(users::posts).select(users::name);
    let _ = q.for_update_of((users::table, posts::table));
}
