use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::visits.between(1, users::id)).select(users::name);
}
