// error: a WITH that writes stands at the top of a statement, and this is a subquery
// label: put it into the WITH of the whole statement

use blog::*;
use relata::prelude::*;

shape! { pub ids { id: i64 } }

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let authors = with(cte(totals::table, gone)).query(select(totals::author));
    let _ = derived(ids::table, authors);
}
