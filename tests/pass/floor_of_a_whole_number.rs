use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(functions::floor(users::score));
}
