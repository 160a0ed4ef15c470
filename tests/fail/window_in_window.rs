// error: window functions cannot be nested
// label: compute the inner one in a subquery first

use blog::*;
use relata::prelude::*;

fn main() {
    let inner = row_number().over(window().order_by(users::id));
    let _ = from(users::table).select(sum(users::visits).over(window().order_by(inner)));
}
