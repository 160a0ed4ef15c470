use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::visits.bit_and(1));
}
