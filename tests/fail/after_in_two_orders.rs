// error: `.after(..)` needs all sort keys in one `.order_by(..)`, and there are several
// label: write them as a tuple: `.order_by((a, b))`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).order_by(posts::title).order_by(posts::id).after(7);
}
