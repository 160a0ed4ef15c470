// error: the query gives `String` for column `blog::totals::posts`, which has type `i64`
// label: make the types of query and shape agree
// passes: cte_of_other_arity.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, select((users::id, users::name)));
}
