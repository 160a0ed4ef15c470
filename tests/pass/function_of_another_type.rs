use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(abs(users::visits));
}
