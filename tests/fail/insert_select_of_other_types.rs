// error: the query gives `i64` for column `blog::posts::title`, which has type `String`
// label: make the types of query and shape agree
// passes: insert_select_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(posts::table)
        .from_select((posts::author_id, posts::title), select((users::id, users::visits)));
}
