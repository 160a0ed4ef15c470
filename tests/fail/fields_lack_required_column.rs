// error: INSERT lacks column `blog::users::email`, which is NOT NULL and has no default
// label: add `blog::users::email.set(..)`

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser {
    name: String,
}

fn main() {
    let _ = insert_into(users::table).values(NewUser { name: String::from("Ada") });
}
