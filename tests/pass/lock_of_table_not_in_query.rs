use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(users::posts).select(users::id).for_update_of(posts::table);
}
