// error: this window function needs an ordered window
// label: without an order its result is arbitrary: add `.order_by(..)` to the window
// passes: window_of_table_not_joined.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(rank().over(window()));
}
