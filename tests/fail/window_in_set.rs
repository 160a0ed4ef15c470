// error: aggregate and window functions are not allowed as assigned values
// label: use a scalar subquery

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(users::table)
        .set(users::visits.set(row_number().over(window().order_by(users::id))))
        .every_row();
}
