// error: a whole number is needed, but this is `f64`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(substr(users::name, users::score, 2));
}
