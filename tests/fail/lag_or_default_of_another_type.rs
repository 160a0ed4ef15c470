// error: `i64` cannot be compared with or set to `&str`
// label: expected `i64` or an expression of that type, found `&str`
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        from(users::table).select(lag(users::visits).or("none").over(window().order_by(users::id)));
}
