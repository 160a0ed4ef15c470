// error: an interval cannot be added to `i64`
// label: a date and time, or an interval, is needed

use blog::*;
use relata::prelude::*;
use relata::types::Interval;

fn main() {
    let _ = from(users::table).select(users::id.plus(Interval::days(1)));
}
