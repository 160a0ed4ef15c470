// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set("new")).returning(posts::id);
}
