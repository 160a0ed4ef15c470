// error: `outer(..)` means table `blog::users::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`
// passes: outer_table_is_hidden_by_a_later_join.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let newest = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .cross_join(users::table)
        .select((users::id, posts::id));
    let _ = from(users::table).inner_join(lateral(totals::table, newest)).select(users::name);
}
