// error: a lateral subquery cannot be joined by RIGHT or FULL JOIN, which give rows without any before
// label: use `.inner_join(lateral(..))` or `.left_join(lateral(..))`

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table).right_join(lateral(totals::table, latest)).select(users::name);
}
