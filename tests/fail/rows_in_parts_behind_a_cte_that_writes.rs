// error: an INSERT of `.rows(..)` is sent in parts, and a WITH that writes is written once
// label: take `.values(..)` or `.from_select(..)`, or run the two one after the other in a transaction

use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).filter(posts::id.eq(1)).returning((posts::author_id, posts::id));
    let add = insert_into(tags::table).rows(["a", "b"].map(|label| tags::label.set(label)));
    let _ = with(cte(totals::table, gone)).query(add);
}
