use blog::*;
use relata::prelude::*;

fn main() {
    let q = from(posts::table)
        .group_by_rollup(posts::author_id)
        .select((posts::author_id.coalesce(0), count_rows()));
    let _ = derived(totals::table, q);
}
