use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser {
    name: String,
}

fn main() {
    let ada = || NewUser { name: String::from("Ada") };
    let _ = insert_into(users::table).values((ada(), users::email.set("ada@example.org")));
    let _ = update(users::table).set(ada()).filter(users::id.eq(1));
}
