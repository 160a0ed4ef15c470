use blog::*;
use relata::prelude::*;

fn main() {
    let add = insert_into(tags::table).values(tags::label.set("a"));
    let _ = cte(totals::table, add.returning((tags::id, tags::id)));
}
