use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::name.like("A%")).select(users::name);
}
