use blog::*;
use relata::functions::json_agg;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(json_agg(posts::body).with_nulls());
}
