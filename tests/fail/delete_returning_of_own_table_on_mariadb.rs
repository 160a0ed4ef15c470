// error: RETURNING does not take a subquery that reads `blog::tags::table`, the table that is written, on `relata::dialect::MariaDb`
// label: ask in a statement of its own
// passes: returning_of_own_table_on_mariadb.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let known = scalar(from(tags::table).select(count_rows()));
    let _ = delete(tags::table).every_row().returning((tags::id, known)).to_sql::<MariaDb>();
}
