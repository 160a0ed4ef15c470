// error: EXISTS, IN and FROM take a subquery, but this is `Delete<table, Cons<EveryRow, Nil>, Returning<(Expr<...>, ...), ...>>`
// label: a query made by `from(..)` or `select(..)` is needed here
// passes: cte_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let gone = delete(posts::table).every_row().returning((posts::author_id, posts::id));
    let _ = cte(totals::table, gone);
}
