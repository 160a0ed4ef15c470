// error: a window frame cannot start at `{integer}` and end at `_`
// passes: frame_ends_before_it_starts.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = window().order_by(users::id).rows(1, CurrentRow);
}
