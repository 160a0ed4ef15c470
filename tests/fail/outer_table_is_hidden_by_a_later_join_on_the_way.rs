// error: `outer(..)` means table `blog::posts::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`
// passes: outer_table_is_hidden_by_a_later_join.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let inner = from(tags::table).filter(tags::id.eq(outer(outer(posts::id))));
    let middle = from(users::table).filter(exists(inner)).left_join(users::posts);
    let _ = from(posts::table).filter(exists(middle)).select(posts::title);
}
