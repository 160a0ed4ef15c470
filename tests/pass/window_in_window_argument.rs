use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(lag(users::visits).over(window().order_by(users::id)));
}
