// error: this function takes a whole number here, but this is `&str`
// label: write an integer, or an expression that is one

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(substr(posts::title, "1", 2));
}
