// error: `String` is no array and no range
// label: an array or a range is needed

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = select(posts::id).filter(posts::title.overlaps("rust")).to_sql::<Postgres>();
}
