use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(max(posts::likes));
}
