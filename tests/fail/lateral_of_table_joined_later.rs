// error: table `blog::posts::table` is not part of this query
// label: bring `blog::posts::table` in with a join first

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = from(tags::table)
        .filter(tags::id.eq(outer(posts::id)))
        .select((count_rows(), count_rows()));
    let _ = from(users::table)
        .inner_join(lateral(totals::table, latest))
        .inner_join(users::posts)
        .select(users::name);
}
