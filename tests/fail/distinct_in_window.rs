// error: `OVER` takes a window function or an aggregate without DISTINCT and ORDER BY
// label: this cannot be computed over a window

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(count(users::name).distinct().over(window()));
}
