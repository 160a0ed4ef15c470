// error: ORDER BY a constant sorts nothing
// label: sort by a column or an expression of columns

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(int::<1>()).select(users::name);
}
