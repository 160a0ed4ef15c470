// error: an array of something that may be NULL holds NULL
// label: write `.with_nulls()` behind it, which makes it an array of `Option`s

use blog::*;
use relata::functions::json_agg;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(json_agg(posts::body));
}
