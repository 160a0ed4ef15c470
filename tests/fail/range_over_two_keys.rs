// error: RANGE with `PRECEDING` or `FOLLOWING` of a number needs a window ordered by one number
// label: order the window by one numeric column before, or count `.rows(..)`
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().order_by((users::visits, users::id)).range(CurrentRow, Following::<3>);
    let _ = from(users::table).select(sum(users::visits).over(frame));
}
