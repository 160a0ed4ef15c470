use blog::*;
use relata::prelude::*;

fn main() {
    let next =
        scalar(from(posts::table).filter(posts::id.eq(outer(users::id) + 1)).select(posts::title));
    let _ = from(users::table).select(next);
}
