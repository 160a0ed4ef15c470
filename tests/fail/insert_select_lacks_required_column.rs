// error: INSERT lacks column `blog::posts::author_id`, which is NOT NULL and has no default
// label: add `blog::posts::author_id.set(..)`
// passes: insert_select_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(posts::table).from_select(posts::title, select(users::name));
}
