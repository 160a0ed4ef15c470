use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Tag).union(select(Tag)).order_by(tags::id);
}
