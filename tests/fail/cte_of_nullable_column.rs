// error: the query may give NULL for column `blog::totals::posts`, which is not an `Option`
// label: declare `blog::totals::posts` as an `Option`, or `coalesce` the expression

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = cte(totals::table, from(staff::table).select((staff::id, staff::boss_id)));
}
