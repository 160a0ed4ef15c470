// error: arithmetic needs a number, but this is `String`
// label: `String` is not a number
// errors: 2 (the mistake shows in what follows from it too)

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(sum(users::name));
}
