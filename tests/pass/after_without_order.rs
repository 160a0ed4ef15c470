use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::title).order_by(posts::id).after(7);
}
