use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(posts::table).select(array_agg(posts::title)).to_sql::<Postgres>();
}
