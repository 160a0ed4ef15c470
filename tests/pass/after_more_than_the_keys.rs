use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).order_by((posts::title, posts::id)).after(("Rust", 7));
}
