// error: `{integer}` is no text to look for in a text
// label: write a text, or an expression of one

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(users::id).filter(users::name.contains(5));
}
