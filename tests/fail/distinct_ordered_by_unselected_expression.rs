// error: SELECT DISTINCT is ordered by something that is not selected
// label: select what you sort by, or group by it instead of DISTINCT
// passes: distinct_ordered_by_unselected.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).distinct().order_by(lower(users::name));
}
