// error: `relata::dialect::MySql` does not support `GroupsFrame`
// label: this statement needs `GroupsFrame`, which `relata::dialect::MySql` does not have
// passes: window_frames.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().order_by(users::id).groups(Preceding::<1>, CurrentRow);
    let _ = from(users::table).select(sum(users::visits).over(frame)).to_sql::<MySql>();
}
