// error: column `blog::posts::title` is NOT NULL, and this expression may be NULL
// label: `coalesce` the expression

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(posts::table)
        .from_select((posts::author_id, posts::title), select((users::id, users::nickname)));
}
