use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).filter(users::name.contains(users::id.cast::<String>()));
}
