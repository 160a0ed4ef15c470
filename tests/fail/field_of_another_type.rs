// error: `String` cannot be compared with or set to `i64`
// label: expected `String` or an expression of that type, found `i64`

use blog::*;
use relata::prelude::*;

#[derive(Assignments)]
#[assignments(users)]
struct NewUser {
    name: String,
    email: i64,
}

fn main() {
    let ada = NewUser { name: String::from("Ada"), email: 1 };
    let _ = insert_into(users::table).values(ada);
}
