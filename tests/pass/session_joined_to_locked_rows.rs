use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(Post).order_by(posts::id).for_update_of(posts::table).joined(posts::author);
}
