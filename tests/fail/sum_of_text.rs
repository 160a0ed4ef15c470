// error: arithmetic needs a number, but this is `String`
// label: `String` is not a number

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(sum(users::name));
}
