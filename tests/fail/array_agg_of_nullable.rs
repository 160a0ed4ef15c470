// error: array_agg of something that may be NULL gives an array that holds NULL
// label: write `array_agg(..).with_nulls()`, which is an array of `Option`s

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(array_agg(posts::body)).to_sql::<Postgres>();
}
