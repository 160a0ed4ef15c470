use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).order_by(users::email).after("ada@example.org");
}
