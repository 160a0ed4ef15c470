use blog::*;
use relata::prelude::*;

alias!(third: users);

fn main() {
    let _ = from(users::table)
        .inner_join(other)
        .on(other[users::id].eq(users::visits))
        .inner_join(third)
        .on(third[users::id].eq(users::visits))
        .select(third[users::name]);
}
