use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select((users::id, users::name)).union(select((posts::id, posts::title)));
}
