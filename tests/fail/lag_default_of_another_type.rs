// error: `i64` cannot be compared with or set to `&str`
// label: expected `i64` or an expression of that type, found `&str`
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let before = lag(users::visits).by::<1>().or("none");
    let _ = from(users::table).select(before.over(window().order_by(users::id)));
}
