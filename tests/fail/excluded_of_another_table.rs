// error: type mismatch resolving `<name as Column>::Table == table`
// label: expected `blog::tags::table`, found `blog::users::table`
// passes: column_twice_in_do_update.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .values(tags::label.set("a"))
        .on_conflict(tags::label)
        .do_update(tags::label.set(excluded(users::name)));
}
