use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::name)
        .having(max(users::visits).gt(1).and(users::name.ne("x")))
        .select(users::name);
}
