use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(other)
        .on(other[users::id].ne(users::id))
        .select(other[users::name]);
}
