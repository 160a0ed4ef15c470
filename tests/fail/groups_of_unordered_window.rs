// error: this window function needs an ordered window
// label: without an order its result is arbitrary: add `.order_by(..)` to the window
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().groups(Preceding::<1>, CurrentRow);
    let _ = from(users::table).select(sum(users::visits).over(frame));
}
