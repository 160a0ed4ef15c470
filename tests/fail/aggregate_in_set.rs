// error: aggregate and window functions are not allowed as assigned values
// label: use a scalar subquery
// passes: window_in_set.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table).set(users::visits.set(max(users::visits).coalesce(0))).every_row();
}
