use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(other).filter(other[users::id].eq(outer(users::id)))))
        .select(users::name);
}
