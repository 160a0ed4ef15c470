// error: a WITH that writes stands at the top of a statement, and this is a subquery
// label: put it into the WITH of the whole statement
// passes: cte_that_writes_in_subquery.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let authors = with(cte(totals::table, gone)).query(select((totals::author, totals::posts)));
    let _ = cte(totals::table, authors);
}
