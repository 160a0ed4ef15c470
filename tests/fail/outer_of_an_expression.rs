// error: `outer(..)` takes one column of the query around this subquery
// label: put `outer(..)` around each column of the expression
// passes: outer_table_is_two_levels_out.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(posts::table).filter(posts::id.eq(outer(users::id + 1)))))
        .select(users::name);
}
