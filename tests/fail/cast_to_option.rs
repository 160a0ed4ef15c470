// error: CAST gives no `Option<i64>`
// label: write a column's type without `Option`: what may be NULL stays so

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(users::score.cast::<Option<i64>>());
}
