// error: a subquery of one column is needed here
// label: select one expression
// passes: greater_than_any_on_sqlite.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let likes = from(posts::table).select((posts::likes, posts::id));
    let _ = select(users::id).filter(users::visits.gt_all(likes));
}
