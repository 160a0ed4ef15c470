use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).for_update().order_by(users::name);
}
