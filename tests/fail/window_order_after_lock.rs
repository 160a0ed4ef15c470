// error: FOR UPDATE cannot be combined with aggregate or window functions
// label: lock the rows in a query of their own

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().order_by(row_number().over(window().order_by(users::name)));
}
