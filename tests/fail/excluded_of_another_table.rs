// error: `excluded(blog::users::name)` has a meaning in `.on_conflict(..).do_update(..)` only
// passes: column_twice_in_do_update.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .values(tags::label.set("a"))
        .on_conflict(tags::label)
        .do_update(tags::label.set(excluded(users::name)));
}
