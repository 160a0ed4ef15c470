use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).left_join(users::posts).select((User, Post));
}
