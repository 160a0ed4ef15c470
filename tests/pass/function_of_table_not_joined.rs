use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(lower(posts::title));
}
