use blog::*;
use relata::prelude::*;

fn main() {
    let far = window().order_by((users::visits + int::<1>()).desc()).shared();
    let _ = select((users::id, rank().over(far)));
    let far = window().order_by((users::visits + 1).desc());
    let _ = select((users::id, rank().over(far)));
}
