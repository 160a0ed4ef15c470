// error: FOR UPDATE locks rows of tables, and a function in FROM has others
// label: lock the tables in a query of their own

use blog::*;
use relata::prelude::*;

shape! { pub line { number: i64 } }

fn main() {
    let lines = unnest(line::table, value(vec![1_i64]));
    let _ = from(users::table).inner_join(lines).select((users::id, line::number)).for_update();
}
