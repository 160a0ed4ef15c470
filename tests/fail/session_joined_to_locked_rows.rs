use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Post).order_by(posts::id).for_update().joined(posts::author);
}
