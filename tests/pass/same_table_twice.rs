use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(other)
        .on(other[users::id].eq(users::visits))
        .select((users::name, other[users::name]));
}
