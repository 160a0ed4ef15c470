use blog::*;
use relata::prelude::*;

fn main() {
    let title: Option<&str> = None;
    run(&delete(posts::table)
        .filter(posts::id.eq(1))
        .filter(title.map(|title| posts::title.eq(title))));
}
