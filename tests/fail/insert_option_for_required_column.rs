// error: INSERT lacks column `blog::users::name`, which is NOT NULL and has no default
// label: add `blog::users::name.set(..)`

use blog::*;
use relata::prelude::*;

fn main() {
    let name = Some(users::name.set("Ada"));
    let _ = insert_into(users::table).values((name, users::email.set("ada@example.org")));
}
