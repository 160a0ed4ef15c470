// error: WITH defines `blog::totals::table` twice
// label: give one of the two a `shape!` of its own
// passes: cte_used_before_its_definition.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = || from(posts::table).select((posts::author_id, posts::id));
    let two = (cte(totals::table, per_author()), cte(totals::table, per_author()));
    let _ = with(two).query(from(totals::table).select(totals::author));
}
