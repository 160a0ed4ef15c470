// error: `OVER` takes a window function or an aggregate without DISTINCT and ORDER BY
// label: this cannot be computed over a window
// passes: window_of_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(lower(users::name).over(window()));
}
