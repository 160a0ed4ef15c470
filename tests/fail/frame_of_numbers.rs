// error: a window frame cannot start at `{integer}` and end at `_`
// label: the start must not come after the end: `UnboundedPreceding`, `Preceding::<2>`, `CurrentRow`, `Following::<2>`, `UnboundedFollowing`
// passes: frame_ends_before_it_starts.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().order_by(users::id).rows(1, CurrentRow);
    let _ = select((users::id, sum(users::visits).over(frame)));
}
