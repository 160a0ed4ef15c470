// error: FOR UPDATE does not lock `blog::totals::table`, which is a view or a subquery
// label: it may group its rows: lock the tables behind it
// passes: lock_of_table_not_in_query.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let latest = select((posts::author_id, posts::id));
    let _ = from(derived(totals::table, latest)).select(totals::author).for_update_of(totals::table);
}
