// error: table `blog::totals::table` is already part of this query
// label: give one of the two another name: `alias!(other: ..)`
// passes: derived_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let per_author = || from(posts::table).select((posts::author_id, posts::id));
    let _ = from(derived(totals::table, per_author()))
        .inner_join(derived(totals::table, per_author()))
        .on(totals::author.eq(totals::posts))
        .select(totals::author);
}
