// error: FOR UPDATE cannot be combined with aggregate or window functions
// label: lock the rows in a query of their own

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author =
        from(posts::table).group_by(posts::author_id).select((posts::author_id, count_rows()));
    let _ = from(users::table)
        .inner_join(derived(totals::table, per_author))
        .on(totals::author.eq(users::id))
        .select(users::id)
        .for_update();
}
