// error: a number with a fraction is needed, but this is `i64`
// label: `i64` has no fraction

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(functions::floor(users::visits));
}
