// error: the query may give NULL for column `blog::totals::author`, which is not an `Option`

use blog::*;
use relata::prelude::*;

fn main() {
    let q = from(posts::table)
        .group_by_rollup(posts::author_id)
        .select((posts::author_id, count_rows()));
    let _ = derived(totals::table, q);
}
