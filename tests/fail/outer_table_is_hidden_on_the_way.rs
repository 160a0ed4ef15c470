// error: `outer(..)` means table `blog::posts::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`
// passes: outer_table_is_two_levels_out.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let inner = from(tags::table).filter(tags::id.eq(outer(outer(posts::id))));
    let middle = from(posts::table).filter(exists(inner));
    let _ = from(posts::table).filter(exists(middle)).select(posts::title);
}
