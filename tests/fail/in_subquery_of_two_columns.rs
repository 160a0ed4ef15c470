// error: a subquery of one column is needed here
// label: select one expression

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(users::id.in_(select((posts::author_id, posts::title))))
        .select(users::name);
}
