// error: `()` assigns nothing
// label: write `column.set(value)`, or several in parentheses

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(()).filter(users::id.eq(1));
}
