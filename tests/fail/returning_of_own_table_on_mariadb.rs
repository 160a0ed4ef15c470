// error: RETURNING does not take a subquery that reads `blog::tags::table`, the table that is written, on `relata::dialect::MariaDb`
// label: ask in a statement of its own

use blog::*;
use relata::prelude::*;

fn main() {
    let known = scalar(from(tags::table).select(count_rows()));
    let _ = insert_into(tags::table)
        .values(tags::label.set("new"))
        .returning((tags::id, known))
        .to_sql::<MariaDb>();
}
