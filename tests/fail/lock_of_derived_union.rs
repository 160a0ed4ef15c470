// error: FOR UPDATE locks rows of tables, and a subquery in FROM has others
// label: a set operation or a boxed query cannot be locked: lock the tables in a query of their own
// passes: lock_of_grouped_derived.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let both = select((posts::author_id, posts::id)).union(select((users::id, users::visits)));
    let _ = from(derived(totals::table, both)).select(totals::author).for_update();
}
