use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(User).with(users::posts.selectin().only(posts::title));
}
