// error: FOR UPDATE cannot be combined with aggregate or window functions
// label: lock the rows in a query of their own
// passes: lock_of_grouped_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(rank().over(window().order_by(users::id))).for_update();
}
