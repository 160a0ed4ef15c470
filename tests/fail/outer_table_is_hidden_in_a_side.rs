// error: `outer(..)` means table `blog::users::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`
// passes: outer_table_is_hidden_by_a_later_join.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let written = from(posts::table)
        .inner_join(tags::table)
        .on(tags::id.eq(posts::id).and(tags::id.lt(outer(users::id))))
        .inner_join(users::table)
        .on(users::id.eq(posts::author_id))
        .select(users::id);
    let ids = select(staff::id).union(written);
    let _ = from(users::table).filter(users::id.in_(ids)).select(users::name);
}
