use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).select(scalar(from(posts::table).select(max(posts::id))));
}
