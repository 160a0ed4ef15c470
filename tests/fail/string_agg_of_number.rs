// error: a text operator needs text, but this is `i64`
// label: `i64` is not text
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(string_agg(users::id, ", "));
}
