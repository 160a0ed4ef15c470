// error: the query selects another number of columns than the INSERT names
// label: select one column for each of the target columns

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        insert_into(posts::table).from_select((posts::author_id, posts::title), select(users::id));
}
