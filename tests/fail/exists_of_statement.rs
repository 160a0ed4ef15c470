// error: EXISTS, IN and FROM take a subquery, but this is `relata::query::delete::Delete<Root<blog::posts::table>, Cons<EveryRow, Nil>, NoReturning>`
// label: a query made by `from(..)` or `select(..)` is needed here
// passes: outer_table_is_not_there.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = exists(delete(posts::table).every_row());
}
