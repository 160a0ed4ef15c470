use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).left_join(users::posts).select(users::name).for_update_of(users::table);
}
