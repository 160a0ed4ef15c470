// error: `i64` is not a moment in time
// label: `now()` is a date and time
// passes: timestamp_with_and_without_zone.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).filter(users::visits.lt(now::<i64>())).select(users::id);
}
