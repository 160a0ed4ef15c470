// error: ON CONFLICT names what is not a unique key of `blog::users::table`
// label: a PRIMARY KEY or UNIQUE constraint over exactly these columns is needed

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(users::table)
        .values((users::name.set("Ada"), users::email.set("ada@example.org")))
        .on_conflict(users::name)
        .do_nothing();
}
