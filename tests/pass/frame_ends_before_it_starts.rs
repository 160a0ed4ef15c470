use blog::*;
use relata::prelude::*;

fn main() {
    let frame = window().order_by(users::id).rows(Preceding::<1>, CurrentRow);
    let _ = from(users::table).select(sum(users::visits).over(frame));
}
