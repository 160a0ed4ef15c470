// error: an array of something that may be NULL holds NULL
// label: write `.with_nulls()` behind it, which makes it an array of `Option`s

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(array_agg(posts::body)).to_sql::<Postgres>();
}
