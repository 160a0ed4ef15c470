use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(max(users::visits) + int::<1>());
}
