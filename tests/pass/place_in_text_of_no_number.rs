use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(substr(posts::title, 1, 2));
}
