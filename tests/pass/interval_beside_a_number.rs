use blog::*;
use relata::prelude::*;
use relata::types::Interval;

fn main() {
    let _ = from(users::table).select(value(Interval::months(1)).plus(Interval::days(1)));
}
