// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        update(tags::table).set(tags::label.set("x")).filter(tags::id.eq(1)).returning(posts::id);
}
