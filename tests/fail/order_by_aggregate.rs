// error: ORDER BY an aggregate needs GROUP BY, or a SELECT of aggregates alone
// label: add `.group_by(..)` before

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(count(users::id)).select(users::name);
}
