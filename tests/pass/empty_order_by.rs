use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by((users::id,)).select(users::id);
}
