// error: WITH defines `blog::totals::table`, but the statement uses `other::totals::table`, another query of that name
// label: use one `shape!` for both, or give one of the two another name
// passes: cte_used_before_its_definition.rs

use blog::*;
use relata::prelude::*;

mod other {
    use super::*;
    shape! { pub totals { author: String } }
}

fn main() {
    let per_author = cte(totals::table, select((posts::author_id, posts::id)));
    let _ = with(per_author).query(from(other::totals::table).select(other::totals::author));
}
