use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::name)
        .select(rank().over(window().order_by(users::visits)));
}
