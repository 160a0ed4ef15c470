// error: a whole number is needed, but this is `String`
// label: `String` is not an integer

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name.bit_and("a"));
}
