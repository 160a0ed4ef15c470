// error: cannot find type `mail` in module `users`
// passes: field_of_another_type.rs

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser {
    name: String,
    mail: String,
}

fn main() {
    let text = String::new;
    let _ = insert_into(users::table).values(NewUser { name: text(), mail: text() });
}
