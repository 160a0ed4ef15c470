use blog::*;
use relata::prelude::*;

fn main() {
    let far = window().order_by(users::visits).partition_by(users::name).shared();
    let _ = select((users::id, rank().over(far)));
}
