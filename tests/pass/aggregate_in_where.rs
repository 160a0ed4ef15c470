use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .group_by(posts::title)
        .having(count(posts::id).gt(1))
        .select(posts::title);
}
