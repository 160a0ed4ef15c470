use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .group_by(users::name)
        .order_by((max(users::visits).desc(), users::name))
        .select(users::name);
}
