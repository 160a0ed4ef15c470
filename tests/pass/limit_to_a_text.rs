use blog::*;
use relata::prelude::*;

fn main() {
    let (size, start): (usize, i32) = (10, 0);
    let _ = select(users::id).order_by(users::id).limit_to(size).offset_by(start);
}
