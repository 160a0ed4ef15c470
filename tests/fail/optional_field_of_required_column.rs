// error: column `blog::users::name` is NOT NULL, and this value may be NULL
// label: an `Option` needs a column that is declared as one: unwrap it, or leave the column out by `value.map(|value| column.set(value))`
// passes: field_of_another_type.rs

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser {
    name: Option<String>,
    email: String,
}

fn main() {
    let ada = NewUser { name: None, email: String::from("ada@example.org") };
    let _ = insert_into(users::table).values(ada);
}
