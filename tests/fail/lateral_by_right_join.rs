// error: what depends on the tables before it cannot be joined by RIGHT or FULL JOIN, which give rows without any
// label: use `.inner_join(..)` or `.left_join(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table).right_join(lateral(totals::table, latest)).select(users::name);
}
