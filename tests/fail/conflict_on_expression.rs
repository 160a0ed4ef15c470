// error: ON CONFLICT takes the columns of a unique key of `blog::users::table`, and this is an expression
// label: name the columns of a PRIMARY KEY or UNIQUE constraint
// passes: conflict_on_part_of_a_key.rs

use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(users::table)
        .values((users::name.set("Ada"), users::email.set("ada@example.org")))
        .on_conflict(lower(users::email))
        .do_nothing();
}
