// error: column `blog::posts::title` does not belong to table `blog::tags::table`
// label: `blog::posts::title` is a column of `blog::posts::table`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table).values((tags::label.set("a"), posts::title.set("t")));
}
