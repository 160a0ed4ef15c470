// error: SQL `String` cannot be cast to `bool`
// label: databases refuse this CAST, or disagree what it gives

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name.cast::<bool>());
}
