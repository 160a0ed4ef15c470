// error: a boxed SELECT DISTINCT cannot be ordered any more
// label: write `.order_by(..)` before `.boxed()`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::name).distinct().boxed::<Sqlite>().order_by(users::name);
}
