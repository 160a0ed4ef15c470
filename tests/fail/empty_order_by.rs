// error: `()` is not something to sort by
// label: write a column, `.asc()`, `.desc()`, or a tuple of these

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(()).select(users::id);
}
