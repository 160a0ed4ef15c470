use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .left_join(users::posts)
        .group_by(users::id)
        .having(max(posts::likes).gt(1))
        .select(users::name);
}
