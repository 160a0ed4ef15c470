use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(users::posts).inner_join(posts::tags).select(users::name);
}
