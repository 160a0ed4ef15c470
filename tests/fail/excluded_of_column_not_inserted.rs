// errors: 0 (it is not refused yet)
// passes: column_twice_in_do_update.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(tags::table)
        .values(tags::label.set("a"))
        .on_conflict(tags::label)
        .do_update(tags::id.set(excluded(tags::id)));
}
