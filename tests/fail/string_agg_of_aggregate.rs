// error: aggregate functions cannot be nested
// label: aggregate in a subquery first
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(string_agg(users::name, ", ").order_by(count(users::id)));
}
