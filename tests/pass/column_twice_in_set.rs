use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set((users::visits.set(1), users::name.set("x")))
        .filter(users::id.eq(1));
}
