// error: LIMIT and OFFSET take a number of rows, and this is `&str`
// label: write an integer

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::id).limit_to("10");
}
