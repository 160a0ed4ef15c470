use blog::*;
use relata::prelude::*;

fn main() {
    let _ = delete(posts::table).every_row().returning(posts::id);
}
