// error: ORDER BY stands before a SELECT of aggregates without GROUP BY, which gives one row
// label: add `.group_by(..)`, or leave `.order_by(..)` out

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::name).select(count_rows());
}
