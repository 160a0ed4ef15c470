use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(row_number().over(window().order_by(users::id)));
}
