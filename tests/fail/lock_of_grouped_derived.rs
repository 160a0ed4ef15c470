// error: FOR UPDATE locks rows of tables, and this query's rows are not
// label: GROUP BY, DISTINCT, aggregates and window functions cannot be locked

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = from(posts::table)
        .group_by((posts::author_id, posts::id))
        .select((posts::author_id, posts::id));
    let _ = from(users::table)
        .inner_join(derived(totals::table, per_author))
        .on(totals::author.eq(users::id))
        .select(users::id)
        .for_update();
}
