use blog::*;
use relata::prelude::*;

fn main() {
    let _ = insert_into(users::table)
        .values((users::name.set("Ada"), users::email.set("ada@example.org")))
        .on_conflict(users::email)
        .do_nothing();
}
