use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set((users::visits.set(1),)).filter(users::id.eq(1));
}
