use blog::*;
use relata::prelude::*;

fn main() {
    let next = users::visits + int::<1>();
    let _ = select(next).union(select(users::visits + 2)).order_by(next.desc());
}
