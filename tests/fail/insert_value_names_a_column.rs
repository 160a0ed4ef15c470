// error: table `blog::tags::table` is not part of this query
// label: bring `blog::tags::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values(tags::label.set(tags::label));
}
