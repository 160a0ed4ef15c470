// error: `()` cannot be selected
// label: select expressions, a row struct such as `User`, a tuple of these, or a `#[derive(Projection)]` struct's `Select..`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(());
}
