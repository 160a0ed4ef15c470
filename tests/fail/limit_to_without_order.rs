// error: LIMIT and OFFSET without ORDER BY take an arbitrary part of the rows
// label: add `.order_by(..)` before, or say `.limit_unordered(n)`
// passes: limit_to_a_text.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).limit_to(10_i32);
}
