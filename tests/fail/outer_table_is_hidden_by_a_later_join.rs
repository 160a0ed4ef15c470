// error: `outer(..)` means table `blog::users::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`

use blog::*;
use relata::prelude::*;

fn main() {
    let read = from(posts::table)
        .filter(posts::author_id.eq(outer(users::id)))
        .inner_join(posts::author)
        .filter(users::visits.gt(9));
    let _ = from(users::table).filter(exists(read)).select(users::name);
}
