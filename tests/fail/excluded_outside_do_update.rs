// error: `excluded(blog::users::name)` has a meaning in `.on_conflict(..).do_update(..)` only
// label: elsewhere there is no row that was to be inserted
// passes: column_twice_in_do_update.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ =
        update(users::table).set(users::name.set(excluded(users::name))).filter(users::id.eq(1));
}
