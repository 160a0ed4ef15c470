// error: column `blog::posts::title` does not belong to table `blog::tags::table`
// label: `blog::posts::title` is a column of `blog::posts::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = update(tags::table).set(posts::title.set("t")).filter(tags::id.eq(1));
}
