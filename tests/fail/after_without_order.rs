// error: `.after(..)` finds the rows after one in the order of `.order_by(..)`, which is not there
// label: write it directly behind the one `.order_by(..)`, which has all keys

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::title).after(7);
}
