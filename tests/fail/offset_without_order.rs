// error: LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows
// label: add `.order_by(..)` before, or say `.limit_unordered(n)`
// passes: limit_without_order.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::name).offset(1);
}
