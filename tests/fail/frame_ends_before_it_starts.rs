// error: a window frame cannot start at `relata::prelude::CurrentRow` and end at `relata::prelude::Preceding<1>`
// label: the start must not come after the end: `UnboundedPreceding`, `Preceding::<2>`, `CurrentRow`, `Following::<2>`, `UnboundedFollowing`

use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().order_by(users::id).rows(CurrentRow, Preceding::<1>);
    let _ = from(users::table).select(sum(users::visits).over(frame));
}
