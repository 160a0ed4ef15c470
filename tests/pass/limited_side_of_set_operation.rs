use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).union(select(posts::id)).order_by(users::id).limit(1);
}
