// error: `outer(..)` means table `blog::users::table`, but this subquery has a table of that name too
// label: SQL would take the inner one: give one of the two an alias with `alias!`

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = from(users::table)
        .filter(exists(from(users::table).filter(users::id.eq(outer(users::id)))))
        .select(users::name);
}
