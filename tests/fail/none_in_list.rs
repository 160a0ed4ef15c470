// error: `[Option<&str>; 2]` is not a list of `String` to look in
// label: expected a `Vec`, array, slice or set of `String`, a tuple of expressions, or a subquery that selects one column of that type

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::nickname.in_([Some("x"), None])).select(users::id);
}
