// error: an INSERT of `.rows(..)` is sent in parts, and a WITH that writes is written once
// label: take `.values(..)` or `.from_select(..)`, or run the two one after the other in a transaction

use blog::*;
use relata::prelude::*;

fn main() {
    let add = insert_into(tags::table).rows(["a", "b"].map(|label| tags::label.set(label)));
    let _ = cte(totals::table, add.returning((tags::id, tags::id)));
}
