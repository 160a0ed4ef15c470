use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).order_by(users::visits * int::<2>()).select(users::name);
}
