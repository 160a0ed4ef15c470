// error: `String` is no array
// label: an array is needed

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).filter(posts::title.overlaps("rust")).to_sql::<Postgres>();
}
