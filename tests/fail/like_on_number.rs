// error: a text operator needs text, but this is `i64`
// label: `i64` is not text

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::id.like("1%")).select(users::name);
}
