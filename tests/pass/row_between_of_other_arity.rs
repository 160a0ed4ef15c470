use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table)
        .filter(row((posts::title, posts::id)).between(("a", 1), ("b", posts::likes)))
        .select(posts::id);
}
