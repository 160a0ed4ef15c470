// error: a condition is needed, but this is `i64`
// label: compare it with something, for example `.eq(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table).inner_join(posts::table).on(posts::author_id).select(users::id);
}
