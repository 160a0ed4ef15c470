// error: aggregate and window functions are not allowed in JOIN .. ON
// label: aggregate in a subquery, and join that

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .inner_join(posts::table)
        .on(posts::author_id.eq(max(users::id)))
        .select(users::name);
}
